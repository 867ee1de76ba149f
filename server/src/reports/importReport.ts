import type { FileAnalysis, FileProblems } from '../analysis/analysis.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { writePacket } from '../packet/packet.ts';
import { LineTable } from '../text/lineTable.ts';
import { code, escaped } from '../text/markdown.ts';
import { differs, renameText } from './diffReport.ts';
import type { DiffReport } from './jsonOutput.ts';
import { lineText } from './linePlace.ts';
import { counted } from './prettyReport.ts';
import { traceSession } from './trace.ts';

/** The problems of a script as Markdown, each with its line; they are those that are shown. */
export function checkPage(name: string, text: string, findings: readonly Finding[]): string {
  const lines = new LineTable(text);
  const shown = findings.map(
    ({ severity, message, ruleId, range }) =>
      `- Line ${lines.position(range.start).line + 1}, **${severity}**: ${plain(message)} (\`${ruleId}\`)\n`,
  );
  const none = 'Nothing to report.\n';
  return `## ${code(name)}\n\n${shown.length === 0 ? none : shown.join('')}\n`;
}

/**
 * What one wants to know before a script is imported: where that stops, one's own session, and what changes. The problems
 * are those of the script, the analysis that of the whole router.
 */
export function importPage(
  name: string,
  analysis: FileAnalysis,
  { text, problems, findings }: Pick<FileProblems, 'text' | 'problems' | 'findings'>,
  diff: DiffReport | undefined,
): string {
  const lines = new LineTable(text);
  const at = ({ range, message }: Finding): string =>
    `- Line ${lines.position(range.start).line + 1}: ${plain(message)}\n`;
  const first = stopsOf({ problems, findings });
  return [
    `## ${code(name)}\n\n### Where the import stops\n\n`,
    first.length === 0 ? 'Nothing in the file stops it.\n' : first.map(at).join(''),
    '\n### Your own session\n\n',
    session(analysis),
    '\n### What changes\n\n',
    diff === undefined ? 'There is no earlier version to compare with.\n' : changes(diff),
    '\n',
  ].join('');
}

/** Where the router would give up a file, for views that show what the file does. */
export interface ImportStop {
  readonly line: number;
  readonly message: string;
}

/** The first place at which an import stops; null where nothing in the file does so. */
export function importStop(analysis: Pick<FileAnalysis, 'lines' | 'problems' | 'findings'>): ImportStop | null {
  const [first] = stopsOf(analysis);
  if (first === undefined) return null;
  return { line: analysis.lines.position(first.range.start).line + 1, message: first.message };
}

function stopsOf({ problems, findings }: Pick<FileProblems, 'problems' | 'findings'>): Finding[] {
  const stops = findings.filter(({ ruleId }) => STOPS.has(ruleId));
  const errors = problems.filter(({ severity }) => severity === 'error');
  return [...errors, ...stops].sort((a, b) => a.range.start - b.range.start);
}

/** What the rules find at which an import stops. */
const STOPS: ReadonlySet<string> = new Set(['import-stops-here', 'port-without-protocol']);

function session(analysis: FileAnalysis): string {
  if (analysis.session === undefined) {
    return 'Name it in the setting `routerosFirewall.session` or in `rosfw.json`, such as `tcp 192.168.88.10 -> :22 in=ether2`.\n';
  }
  const stages = traceSession(analysis, analysis.session).map((stage) => {
    const { line, running, anew, by, byFile, certain } = stage;
    const where = line === null ? 'Before the file' : `After ${escaped(lineText(stage))}`;
    const what = running ? (anew ? 'it goes on' : 'it goes on, but you cannot log in again') : '**it is cut off**';
    return `- ${where} ${what}${by === null ? '' : `, because of ${escaped(lineText({ line: by, ...(byFile && { file: byFile }) }))}`}${certain ? '' : ' (not certain)'}.\n`;
  });
  return `${code(writePacket(analysis.session))}\n\n${stages.join('')}`;
}

function changes(diff: DiffReport): string {
  const renames = diff.renames.map((one) => `- ${escaped(renameText(one))}.\n`).join('');
  if (!differs(diff)) return `No effective change since ${code(diff.before)}.\n${renames === '' ? '' : `\n${renames}`}`;
  return `${counted(diff.changes.length + diff.knocks.length, 'change')} since ${code(diff.before)}:\n\n${changesOf(diff)}`;
}

/** Each change in a line, as Markdown; of very many the first ones. */
export function changesOf(diff: DiffReport): string {
  const renames = diff.renames.map((one) => `- ${escaped(renameText(one))}.\n`);
  const entries = diff.changes.map(({ kind, doubtful, family, hook, packets, witness, after }) => {
    const head = `- ${doubtful ? 'Perhaps ' : ''}**${KINDS[kind]}** (${family} ${hook}): ${packets.map((text) => (text === '' ? 'all packets' : code(text))).join(', ')}`;
    const by = after?.file === undefined ? '' : ` by ${escaped(lineText(after))}`;
    return `${head}${by}; such as ${code(witness.packet)}.\n`;
  });
  const knocks = diff.knocks.map(
    ({ kind, list }) => `- A knock ${kind === 'opens-now' ? 'newly opens' : 'no longer opens'}: list ${code(list)}.\n`,
  );
  const open = [...diff.undecided.map(({ text }) => text), ...diff.unknown].map(
    (text) => `- Not settled: ${plain(text)}\n`,
  );
  const all = [...renames, ...entries, ...knocks, ...open];
  const left = all.length - MOST_CHANGES;
  return `${all.slice(0, MOST_CHANGES).join('')}${left > 0 ? `- And ${counted(left, 'more line')} of this kind.\n` : ''}`;
}

/** Of more of them nobody reads each. */
const MOST_CHANGES = 100;

const KINDS: Readonly<Record<DiffReport['changes'][number]['kind'], string>> = {
  'let-in': 'newly let in',
  'sent-elsewhere': 'sent to another destination',
  'sent-as-other': 'sent on from another address',
  'kept-out': 'newly kept out',
  listed: 'newly put on a list',
  'listed-for': 'for another time on a list',
  'not-listed': 'no longer put on a list',
};

/** A sentence as Markdown that shows nothing but text. */
function plain(text: string): string {
  return escaped(text.replaceAll(/\s+/g, ' '));
}
