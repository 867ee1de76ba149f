import type { Confidence } from '../diagnostics/finding.ts';
import type { DiagnosticMeta } from '../diagnostics/meta.ts';
import { isTextFault, pageUrl, REGISTER } from '../rules/register.ts';
import type { Severity } from '../syntax/problem.ts';
import { printableJson } from '../text/printable.ts';
import type { CheckReport } from './checkReport.ts';
import type { FindingEntry, Place } from './jsonOutput.ts';
import { toUri } from './uri.ts';

/** SARIF 2.1.0, the form in which code scanning services take findings. */
export function sarifReport({ version, files, faults }: CheckReport): string {
  // The whole register, so that a service knows also what found nothing.
  const rules = REGISTER.map(describe);
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const run = {
    tool: { driver: { name: 'rosfw', version, semanticVersion: version, informationUri: HOME, rules } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'The folder in which rosfw was run.' } } },
    invocations: [
      {
        executionSuccessful: faults.length === 0,
        toolExecutionNotifications: faults.map(({ file, message }) => ({
          level: 'error',
          message: { text: message },
          locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
        })),
      },
    ],
    artifacts: files.map(({ file }) => ({ location: artifact(file), sourceLanguage: 'routeros' })),
    results: files.flatMap(({ file, findings }) =>
      findings.map((finding) => result(file, finding, indices.get(finding.ruleId) as number)),
    ),
  };
  return `${printableJson({ $schema: SCHEMA, version: '2.1.0', runs: [run] })}\n`;
}

const HOME = 'https://github.com/routeros-firewall/routeros-firewall';
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const ROOT = 'SRCROOT';

function describe(meta: DiagnosticMeta): { readonly id: string } {
  const { id, summary, why, remedy, severity, confidence, persona, since, bad, good } = meta;
  const example = (title: string, script: string): string => `**${title}**\n\n\`\`\`routeros\n${script}\`\`\`\n`;
  return Object.assign(
    { id },
    {
      shortDescription: { text: summary },
      fullDescription: { text: why },
      help: {
        text: `${why}\n\n${remedy}`,
        markdown: `${why}\n\n${remedy}\n\n${example('Bad', bad)}\n${example('Good', good)}`,
      },
      helpUri: pageUrl(id),
      defaultConfiguration: { level: LEVELS[severity] },
      properties: {
        precision: PRECISIONS[confidence],
        persona,
        since,
        ...(isTextFault(id)
          ? { tags: ['correctness', 'routeros'] }
          : { 'security-severity': SECURITY_SEVERITIES[severity], tags: ['security', 'routeros'] }),
      },
    },
  );
}

function result(file: string, finding: FindingEntry, ruleIndex: number): unknown {
  const { ruleId, severity, confidence, persona, fingerprint, message, related, fixes } = finding;
  // A fix without its edits is none in this format.
  const whole = fixes.filter(({ edits }) => edits.length > 0);
  return {
    ruleId,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: message },
    locations: [location(file, finding)],
    partialFingerprints: { 'rosfwFinding/v1': fingerprint },
    ...(related.length > 0 && {
      relatedLocations: related.map((place, index) => ({
        id: index + 1,
        message: { text: place.message },
        ...location(place.file ?? file, place),
      })),
    }),
    ...(whole.length > 0 && {
      fixes: whole.map(({ title, safe, edits }) => ({
        description: { text: title },
        artifactChanges: [
          {
            artifactLocation: artifact(file),
            replacements: edits.map(({ newText, ...place }) => ({
              deletedRegion: region(place),
              insertedContent: { text: newText },
            })),
          },
        ],
        properties: { safe },
      })),
    }),
    properties: { confidence, persona },
  };
}

function location(file: string, place: Place): { readonly physicalLocation: unknown } {
  return { physicalLocation: { artifactLocation: artifact(file), region: region(place) } };
}

/** A path outside the folder is absolute, so it has no base. */
function artifact(file: string): { readonly uri: string; readonly uriBaseId?: string } {
  const uri = toUri(file);
  return uri.startsWith('file:') ? { uri } : { uri, uriBaseId: ROOT };
}

function region({ line, column, endLine, endColumn }: Place): unknown {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** What GitHub sorts code scanning alerts by: from 0.1 to 10, high from 7.0, medium from 4.0. */
const SECURITY_SEVERITIES: Readonly<Record<Severity, string>> = {
  error: '8.0',
  warning: '5.5',
  information: '3.0',
  hint: '1.0',
};

const PRECISIONS: Readonly<Record<Confidence, string>> = {
  certain: 'very-high',
  high: 'high',
  medium: 'medium',
  low: 'low',
};
