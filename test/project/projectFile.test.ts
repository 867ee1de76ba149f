import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { Project } from '../../server/src/project/project.ts';
import { projectSchema, readProjectFile } from '../../server/src/project/projectFile.ts';
import { LineTable } from '../../server/src/text/lineTable.ts';

/** What is wrong, as `line:column message`. */
function faultsOf(text: string): string[] {
  const lines = new LineTable(text);
  return readProjectFile(text).faults.map(({ start, message }) => {
    const { line, column } = lines.position(start);
    return `${line + 1}:${column + 1} ${message}`;
  });
}

const GOOD = `{
  // Comments and commas at the end are allowed.
  "$schema": "./schemas/rosfw.schema.json",
  "version": "7.20",
  "persona": "pedantic",
  "rules": { "layer7-cost": "off", "trap-locks-out": { "severity": "warning", "tolerated": 60 }, "unused-variable": "off" },
  "ignore": ["old/**"],
  "overrides": [
    { "files": ["lab/**"], "assume": "nothing", "rules": { "layer7-cost": "hint" } },
    { "files": ["lab/{a,b}.rsc"], "version": "7.9", "rules": { "trap-locks-out": { "tolerated": 10 } } },
  ],
  "devices": { "edge": { "files": ["edge/base.rsc", "edge/*.rsc"], "session": "tcp 192.0.2.1 -> :22 in=ether1" } },
}`;

describe('reading', () => {
  test.each<[string, string]>([
    ['', '1:1 An empty rosfw.json says nothing. Write {} or remove it.'],
    ['[]', '1:1 rosfw.json must be an object in braces.'],
    ['{"version": 7.2}', '1:13 "version" must be a text in quotes.'],
    ['{"version": "latest"}', '1:13 "version" cannot be "latest". A version looks like 7.20 or 7.21beta3.'],
    ['{\n  "verson": "7.20"\n}', '2:3 There is no "verson" in rosfw.json. Did you mean "version"?'],
    [
      '{"persona": "pedant"}',
      '1:13 "persona" must be one of "regular", "pedantic", "auditor". Did you mean "pedantic"?',
    ],
    ['{"rules": {"layer7-costs": "off"}}', '1:12 There is no "layer7-costs" in "rules". Did you mean "layer7-cost"?'],
    [
      '{"rules": {"layer7-cost": 1}}',
      '1:27 "layer7-cost" must be one of "off", "hint", "information", "warning", "error".',
    ],
    ['{"rules": {"trap-locks-out": {"tolerated": -1}}}', '1:44 "tolerated" must be a whole number from 0 to 86400.'],
    ['{"overrides": [{"rules": {}}]}', '1:16 "overrides"[0] needs "files".'],
    ['{"ignore": "x"}', '1:12 "ignore" must be a list in brackets.'],
    [
      '{"ignore": ["../x"]}',
      '1:13 "ignore"[0] cannot be "../x". It leads out of the folder of this file; write a path from here, such as "sites/*.rsc".',
    ],
    ['{"session": "tcp"}', expect.stringContaining('1:13 "session" cannot be "tcp".') as unknown as string],
    ['{"version" "7.20"}', '1:12 This is no JSON: colon expected. Comments and a comma at the end are allowed.'],
    ['{"__proto__": {"x": 1}}', expect.stringContaining('There is no "__proto__"') as unknown as string],
  ])('%s', (text, expected) => {
    expect(faultsOf(text)[0]).toEqual(expected);
  });

  test('a good one', () => expect(faultsOf(GOOD)).toEqual([]));

  test.each([
    ['deep nesting', `${'['.repeat(100_000)}`],
    ['deep objects', '{"a":'.repeat(100_000)],
    ['a long file', `{"ignore": [${'"a",'.repeat(300_000)}]}`],
    ['nothing but quotes', '"'.repeat(1000)],
  ])('refuses %s', (_, text) => {
    expect(faultsOf(text).length).toBeGreaterThan(0);
  });

  test('what is wrong costs only itself', () => {
    expect(
      readProjectFile('{"version": "7.20", "persona": "x", "rules": {"layer7-cost": "off", "y": "off"}}').file,
    ).toEqual({
      version: '7.20',
      rules: { 'layer7-cost': 'off' },
    });
  });
});

describe('settings of a file', () => {
  const project = new Project(readProjectFile(GOOD).file);
  const base = {
    version: '7.20',
    persona: 'pedantic',
    ignored: false,
    device: undefined,
    severities: { 'layer7-cost': 'off', 'trap-locks-out': 'warning', 'unused-variable': 'off' },
    options: { 'trap-locks-out': { tolerated: 60 } },
  };
  test.each<[string, object]>([
    ['a.rsc', base],
    ['old/deep/a.rsc', { ...base, ignored: true }],
    ['lab/c.rsc', { ...base, assume: 'nothing', severities: { ...base.severities, 'layer7-cost': 'hint' } }],
    [
      'lab/b.rsc',
      {
        ...base,
        assume: 'nothing',
        version: '7.9',
        severities: { ...base.severities, 'layer7-cost': 'hint' },
        options: { 'trap-locks-out': { tolerated: 10 } },
      },
    ],
    ['edge/nat.rsc', { ...base, device: 'edge', session: 'tcp 192.0.2.1 -> :22 in=ether1' }],
    ['edge/deep/nat.rsc', base],
  ])('%s', (path, expected) => {
    expect(project.settingsOf(path)).toEqual(expected);
  });
  test('expectations of all layers add up, zones of later ones win', () => {
    const file = `{
      "expect": ["any -> router => refused"], "zones": { "a": ["192.0.2.0/24"], "b": ["interface ether1"] },
      "overrides": [{ "files": ["x.rsc"], "expect": ["any -> router tcp 22 => refused", "nonsense"], "zones": { "a": ["any"], "c": ["!"] } }]
    }`;
    const { file: read, faults } = readProjectFile(file);
    expect(faults.map(({ message }) => message)).toEqual([
      expect.stringContaining('It does not say what becomes of the packets'),
      expect.stringContaining('A zone is missing'),
    ]);
    expect(new Project(read).settingsOf('x.rsc')).toMatchObject({
      expect: ['any -> router => refused', 'any -> router tcp 22 => refused'],
      zones: { a: ['any'], b: ['interface ether1'] },
    });
  });
  test('a device has its files in the order of its patterns', () => {
    expect(project.filesOf('edge', ['edge/z.rsc', 'edge/a.rsc', 'edge/base.rsc', 'a.rsc'])).toEqual([
      'edge/base.rsc',
      'edge/a.rsc',
      'edge/z.rsc',
    ]);
  });
  test('a hostile pattern costs little', () => {
    const hostile = new Project({ ignore: [`${'*a'.repeat(100)}b`] });
    // An engine that tries all ways would not come back.
    expect(hostile.settingsOf('a'.repeat(5000)).ignored).toBe(false);
  });
});

test('the schema for editors is a schema, is kept in the repository, and judges as the reader does', () => {
  const schema = projectSchema();
  expect(JSON.parse(readFileSync('schemas/rosfw.schema.json', 'utf8'))).toEqual(schema);
  const validate = new Ajv({ strict: false }).compile(schema);
  expect(validate(readProjectFile(GOOD).file)).toBe(true);
  for (const bad of [{ verson: '7' }, { rules: { x: 'off' } }, { persona: 'x' }, { overrides: [{}] }, { ignore: 'x' }])
    expect(validate(bad), JSON.stringify(bad)).toBe(false);
});
