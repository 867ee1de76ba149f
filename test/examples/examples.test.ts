import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { select } from '../../server/src/diagnostics/selection.ts';
import { knockText } from '../../server/src/knock/knock.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { applyEdits, withoutOverlaps } from '../../server/src/text/edit.ts';

const folder = fileURLToPath(new URL('../../examples/', import.meta.url));
const read = (name: string): string => readFileSync(path.join(folder, `${name}.rsc`), 'utf8');

/** What each document's configuration is: its knocks as `packet (asks for, adds to, timeout)`. */
const SEEDS: Readonly<Record<string, { stages: string[]; faults: string[] }>> = {
  'mikrotik-manual': {
    stages: [
      'tcp 888 (-, 888, 30s) > tcp 555 (888, 555, 30s) > tcp 222 (555, secured, 30m)',
      'udp 888, layer7 protocol pass (-, 888, 30s) > tcp 555 (888, 555, 30s) > tcp 222 (555, secured, 30m)',
    ],
    faults: ['missing-menu'],
  },
  'mikrotik-manual-blacklist': {
    stages: [
      'tcp 888 (-, 888, 30s) > tcp 555 (888, 555, 30s) > tcp 222 (555, secured, 30m)',
      'udp 888, layer7 protocol pass (-, 888, 30s) > tcp 555 (888, 555, 30s) > tcp 222 (555, secured, 30m)',
    ],
    faults: ['missing-menu'],
  },
  'mum-safe-haven': {
    stages: ['tcp 1337 (-, knock-knock, 15s) > udp 17954 (knock-knock, Save Haven, 3h)'],
    faults: [
      'missing-menu',
      'line-cut',
      'line-cut',
      'typographic-quote',
      'line-cut',
      'line-cut',
      'missing-menu',
      'line-break-in-string',
    ],
  },
  'wiki-9000-6000': {
    stages: ['tcp 9000 (-, port:9000, 1m) > tcp 6000 (port:9000, secure, 1m)'],
    faults: ['stray-backslash', 'missing-menu', 'stray-backslash'],
  },
  'best-practices-trusted': {
    stages: [
      'tcp 33333 (-, port_knock_1, 1m) > tcp 22222 (port_knock_1, port_knock_2, 1m) > tcp 11111 (port_knock_2, trusted, 7d)',
    ],
    faults: [
      // Of all lines that begin with one.
      'list-marker-in-front',
      'typographic-quote',
      'unicode-blank',
      'typographic-quote',
      'typographic-quote',
      'missing-blank',
      'typographic-quote',
    ],
  },
};

/** Faults of a document that its clean script keeps. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  'mikrotik-manual': ['trap-locks-out'],
  'mikrotik-manual-blacklist': ['trap-locks-out'],
  'best-practices-trusted': ['knock-timeout-too-long'],
  'mum-safe-haven': ['knock-timeout-too-long', 'knock-timeout-too-short'],
};

/** Files that belong to no document and show faults only. */
const FAULTS = [
  'broken-knocks',
  'careless-export',
  'dead-rules',
  'loose-filter',
  'half-done',
  'hasty-bans',
  'open-router',
  'open-services',
  'shut-router',
  'weak-knocks',
];

function stagesOf(text: string): string[] {
  return analyse(text).knocks.map(({ stages }) =>
    stages
      .map((stage) => `${knockText(stage)} (${stage.listIn ?? '-'}, ${stage.listOut}, ${stage.timeout ?? '-'})`)
      .join(' > '),
  );
}

/** Applies the repairs of the text, again and again until there is none left. */
function repaired(text: string): string {
  let result = text;
  for (let round = 0; round < 10; round++) {
    const fixes = withoutOverlaps(analyse(result).problems.flatMap(({ fixes: own }) => own));
    if (fixes.length === 0) break;
    result = applyEdits(
      result,
      fixes.flatMap(({ edits }) => edits),
    );
  }
  return result;
}

describe.each(Object.entries(SEEDS))('%s', (name, { stages, faults }) => {
  test('clean: no problem, its own stages, every knock works', () => {
    const { problems, findings, knocks } = analyse(read(`${name}-clean`));
    const shown = select(findings, {});
    expect(problems).toEqual([]);
    expect(stagesOf(read(`${name}-clean`))).toEqual(stages);
    expect(knocks.map(({ verdict }) => verdict)).toEqual(stages.map(() => 'works'));
    // Ports in equal steps, a ban of 1000 minutes and long timeouts are the documents' own; nothing else may be found.
    const own = new Set(['sequential-knock-ports', ...(OWN[name] ?? [])]);
    expect(shown.filter(({ ruleId }) => !own.has(ruleId))).toEqual([]);
  });

  test('printed: every fault of the page is found', () => {
    expect(analyse(read(`${name}-printed`)).problems.map(({ ruleId }) => ruleId)).toEqual(faults);
  });

  test('printed: the repairs leave no problem and the same stages', () => {
    const text = repaired(read(`${name}-printed`));
    expect(analyse(text).problems).toEqual([]);
    expect(stagesOf(text)).toEqual(stages);
  });
});

describe.each([...Object.keys(SEEDS), ...FAULTS])('%s', (name) => {
  test('faulty: each rule named in a comment is found below it, and no other is', () => {
    const text = read(`${name}-faulty`);
    const { findings: all, lines, problems } = analyse(text);
    const findings = select(all, {});
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const ids = new Set(RULES.map(({ meta }) => meta.id));
    const announced = text
      .split('\n')
      .flatMap((line) => (line.startsWith('#') ? (line.match(/[a-z0-9]+(?:-[a-z0-9]+)+/g) ?? []) : []))
      .filter((word) => ids.has(word));
    const found = new Set(findings.map(({ ruleId }) => ruleId));
    for (const id of announced) expect(found, `${id} in ${name}-faulty`).toContain(id);
    const quiet = [...found].filter((id) => !announced.includes(id));
    expect(
      quiet,
      `not announced in ${name}-faulty, lines ${findings
        .filter(({ ruleId }) => quiet.includes(ruleId))
        .map(({ range }) => lines.position(range.start).line + 1)
        .join()}`,
    ).toEqual(UNANNOUNCED[name] ?? []);
  });
});

/** Findings that come with the document's own ports. */
const UNANNOUNCED: Readonly<Record<string, string[]>> = {
  'mikrotik-manual': ['sequential-knock-ports'],
  'mikrotik-manual-blacklist': ['sequential-knock-ports'],
  'best-practices-trusted': ['knock-timeout-too-long'],
  'mum-safe-haven': ['knock-timeout-too-short', 'knock-timeout-too-long'],
};

test('the faulty examples show every rule, but those that need a session, speak to few or ask for thousands of ways', () => {
  const shown = new Set(
    [...Object.keys(SEEDS), ...FAULTS].flatMap((name) =>
      analyse(read(`${name}-faulty`)).findings.map(({ ruleId }) => ruleId),
    ),
  );
  const rest = RULES.filter(
    ({ meta }) => meta.session === undefined && meta.persona === 'regular' && meta.id !== 'not-judged',
  );
  expect(rest.map(({ meta }) => meta.id).filter((id) => !shown.has(id))).toEqual([]);
});

test('no example is left out', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.rsc'));
  expect(names.sort()).toEqual(
    [
      ...Object.keys(SEEDS).flatMap((name) => ['clean', 'faulty', 'printed'].map((kind) => `${name}-${kind}.rsc`)),
      ...FAULTS.map((name) => `${name}-faulty.rsc`),
    ].sort(),
  );
});
