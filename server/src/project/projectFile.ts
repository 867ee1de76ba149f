/**
 * Layer `project`: what `rosfw.json` says of the scripts of a repository. It reads texts that others found, and knows
 * no file system.
 */
// jsonc-parser: the reader of JSON with comments that VS Code itself uses; it keeps places.
import { createScanner, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { isVersion } from '../binding/targetVersion.ts';
import { PERSONAS, type Persona, type RuleSeverity, SEVERITIES } from '../diagnostics/selection.ts';
import { ASSUMPTIONS, type Assumption } from '../execution/assumption.ts';
import { parseExpectation, parseZone } from '../expectation/expectation.ts';
import { parsePacket } from '../packet/packet.ts';
import { PROBLEMS } from '../problems/problemRegister.ts';
import { isSilenceable } from '../rules/register.ts';
import { RULES } from '../rules/registry.ts';
import { Glob } from './glob.ts';
import { readShape, type Shape, type ShapeFault, schemaOf } from './shape.ts';

export const PROJECT_FILE = 'rosfw.json';

/** A project file as far as it can be read. */
export interface ProjectFile extends TargetSettings {
  /** Files that are not checked. */
  readonly ignore?: readonly string[];
  /** Further settings for some files; later ones win. */
  readonly overrides?: readonly (TargetSettings & { readonly files: readonly string[] })[];
  /** Routers by name; the files of one are carried out one after the other. */
  readonly devices?: Readonly<Record<string, TargetSettings & { readonly files: readonly string[] }>>;
}

/** What can be said of all files, of a device, or of some files. */
export interface TargetSettings {
  readonly version?: string;
  readonly assume?: Assumption;
  /** A packet as `parsePacket` reads it. */
  readonly session?: string;
  readonly persona?: Persona;
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** What the firewall has to do, as `parseExpectation` reads it. */
  readonly expect?: readonly string[];
  /** Zones for these, each a union of what `parseZone` reads. */
  readonly zones?: Readonly<Record<string, readonly string[]>>;
}

/** A severity, or one with options of the rule. */
export type RuleSetting = RuleSeverity | ({ readonly severity?: RuleSeverity } & Readonly<Record<string, unknown>>);

/** Reads the text of a project file. What is wrong in it costs only itself. */
export function readProjectFile(source: string): {
  readonly file: ProjectFile;
  readonly faults: readonly ShapeFault[];
} {
  // Editors on Windows put a byte order mark in front; a blank in its stead keeps the places.
  const text = source.replace(/^\ufeff/, ' ');
  const tooMuch = excess(text);
  if (tooMuch !== undefined) return { file: {}, faults: [{ message: tooMuch, start: 0, end: 0 }] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const faults: ShapeFault[] = errors.map(({ error, offset, length }) => ({
    message: `This is no JSON: ${words(printParseErrorCode(error))}. Comments and a comma at the end are allowed.`,
    start: offset,
    end: offset + length,
  }));
  if (root === undefined) return { file: {}, faults: [{ message: EMPTY, start: 0, end: text.length }] };
  const file = (readShape(SHAPE, root, faults, PROJECT_FILE) ?? {}) as ProjectFile;
  return { file, faults };
}

/** JSON schema for editors. */
export function projectSchema(): Record<string, unknown> {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'RouterOS Firewall project file',
    ...schemaOf(SHAPE),
    allowTrailingCommas: true,
  };
}

const RULE_SEVERITIES: readonly RuleSeverity[] = ['off', ...[...SEVERITIES].reverse()];

const severity = { kind: 'choice', of: RULE_SEVERITIES } as const;

const files: Shape = {
  kind: 'list',
  most: 1000,
  description: 'Paths and patterns (*, **, ?, {a,b}) from the folder of this file.',
  of: { kind: 'text', fault: Glob.fault },
};

const target: Readonly<Record<string, Shape>> = {
  version: {
    kind: 'text',
    description: 'Version of RouterOS that the files are for, such as 7.20; without it what an export says.',
    fault: (text) => (isVersion(text) ? undefined : 'A version looks like 7.20 or 7.21beta3.'),
  },
  assume: {
    kind: 'choice',
    of: ASSUMPTIONS,
    description:
      'What the router holds before the files run: nothing, its default firewall (defconf), or what they count on (auto).',
  },
  session: {
    kind: 'text',
    description:
      'The management session over which the files are applied, such as "tcp 192.168.88.10 -> :8291 in=bridge".',
    fault: (text) => {
      const packet = parsePacket(text);
      return 'fault' in packet ? packet.fault : undefined;
    },
  },
  expect: {
    kind: 'list',
    most: 10_000,
    description:
      'What the firewall has to do, such as "internet -> router tcp 8291 => refused"; `rosfw test` proves it.',
    of: { kind: 'text', fault: (text) => faultOf(parseExpectation(text)) },
  },
  zones: {
    kind: 'map',
    description: 'Names for zones of expectations; each is a list of addresses, interfaces and lists.',
    of: { kind: 'list', most: 1000, of: { kind: 'text', fault: (text) => faultOf(parseZone(text)) } },
  },
  persona: { kind: 'choice', of: PERSONAS, description: 'How strict to be.' },
  rules: {
    kind: 'record',
    description: 'Severities of rules and problems, or "off"; with options as { "severity": …, … }.',
    fields: Object.fromEntries([
      ...RULES.map(({ meta }) => [
        meta.id,
        {
          kind: 'either',
          description: meta.summary,
          choice: severity,
          record: {
            kind: 'record',
            fields: {
              severity,
              ...Object.fromEntries(
                Object.entries(meta.options ?? {}).map(([name, { description, minimum, maximum }]) => [
                  name,
                  { kind: 'integer', description, minimum, maximum },
                ]),
              ),
            },
          },
        } as Shape,
      ]),
      ...PROBLEMS.map(({ id, summary }) => [
        id,
        { ...severity, ...(!isSilenceable(id) && { of: SEVERITIES }), description: summary } as Shape,
      ]),
    ]),
  },
};

function faultOf(read: object): string | undefined {
  return 'fault' in read ? String(read.fault) : undefined;
}

const SHAPE: Shape = {
  kind: 'record',
  fields: {
    $schema: { kind: 'text', description: 'Where editors find the schema of this file.' },
    ...target,
    ignore: { ...files, description: 'Files that are not checked.' },
    overrides: {
      kind: 'list',
      most: 1000,
      description: 'Further settings for some files; later ones win.',
      of: { kind: 'record', fields: { files, ...target }, required: ['files'] },
    },
    devices: {
      kind: 'map',
      description: 'Routers by name. The files of one are carried out one after the other, as one router would.',
      of: { kind: 'record', fields: { files, ...target }, required: ['files'] },
    },
  },
};

const EMPTY = `An empty ${PROJECT_FILE} says nothing. Write {} or remove it.`;
const LONGEST = 1_000_000;
const DEEPEST = 32;

/** The parser works by recursion, so a hostile file is refused before it is asked. */
function excess(text: string): string | undefined {
  if (text.length > LONGEST) return `This file is longer than ${LONGEST} characters. Use patterns instead of lists.`;
  const scanner = createScanner(text, true);
  let depth = 0;
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const token = text.charAt(scanner.getTokenOffset());
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    if (depth > DEEPEST) return `This file is nested deeper than ${DEEPEST} levels, which no setting is.`;
  }
  return undefined;
}

/** `CommaExpected` becomes "comma expected". */
function words(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
