import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './temporaryFolder.ts';

const folder = temporaryFolder();
const { run, file } = folder;

const GOOD = file(
  'good.rsc',
  '/ip firewall filter\nadd chain=input action=accept in-interface-list=LAN protocol=tcp dst-port=22\nadd chain=input action=drop\n',
);
const BAD = file('bad.rsc', '/ip firewall filter\nadd chain=input action=drop\nadd chain=input dst-port=22\n');
const BROKEN = file('broken.rsc', '/ip firewall filter\nadd chain = input\n');
const KNOCK = file(
  'knock.rsc',
  `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=icmp packet-size=100 src-address-list=one
add chain=input action=accept src-address-list=safe
add chain=input action=drop
`,
);

describe('exit codes', () => {
  test('0 for a clean file', () => expect(run(['check', GOOD])).toMatchObject({ code: 0, err: '' }));
  test('1 for an error or a warning', () => expect(run(['check', BAD]).code).toBe(1));
  test('0 for notes only', () => {
    const note = file('note.rsc', '/ip firewall filter\nadd chain=input action=drop disabled=yes src-address-list=x\n');
    expect(run(['check', note])).toMatchObject({ code: 0 });
  });
  test('parse: 1 for a problem of severity error, 0 for a warning', () => {
    expect(run(['parse', BROKEN]).code).toBe(1);
    expect(run(['parse', file('fragment.rsc', 'add chain=input action=drop\n')]).code).toBe(0);
  });
  test('Markdown: the scripts in its code blocks count, with their places in the file', () => {
    const text = 'Text with "quotes\n\n```routeros\n/ip firewall filter\nadd chain = input\n```\n\n```sh\n)\n```\n';
    const { code, out } = run(['check', file('guide.md', text)]);
    expect(code).toBe(1);
    expect(out).toContain('guide.md:5:10');
    expect(out).toContain('1 error in 1 file');
    expect(run(['parse', 'guide.md'])).toMatchObject({ code: 1 });
    expect(run(['check', file('plain.md', 'Text with "quotes\n')])).toMatchObject({ code: 0 });
  });
  test('2 for an unknown command, option or format', () => {
    expect(run(['frobnicate'])).toMatchObject({ code: 2 });
    expect(run(['check', '--nonsense', GOOD])).toMatchObject({ code: 2 });
    expect(run(['check', '--format', 'xml', GOOD])).toMatchObject({ code: 2 });
    expect(run(['parse'])).toMatchObject({ code: 2 });
  });
  test('2 for a file that is not there, with its name and a reason; the others are served', () => {
    const { code, out, err } = run(['check', 'nowhere.rsc', BAD]);
    expect(code).toBe(2);
    expect(err).toContain('nowhere.rsc: there is no such file');
    expect(out).toContain('bad.rsc:3');
  });
  test('--ros says what a version does not have; no version is a usage error', () => {
    const later = file('later.rsc', '/ip firewall nat\nadd chain=srcnat action=src-nat randomise-ports=yes\n');
    expect(run(['check', later]).out).not.toContain('not-in-version');
    expect(run(['check', '--ros', '7.9', later])).toMatchObject({ code: 1 });
    expect(run(['check', '--ros', '7.9', later]).out).toContain('not-in-version');
    expect(run(['parse', '--ros', '7.9', later])).toMatchObject({ code: 0 });
    expect(run(['check', '--ros', 'latest', later])).toMatchObject({ code: 2 });
    expect(run(['knocks', '--ros', '7.9', later])).toMatchObject({ code: 0 });
  });
  test('--assume decides what the router holds before; anything else is a usage error', () => {
    const fragment = file(
      'fragment.rsc',
      '/ip firewall filter\nadd action=accept chain=input protocol=udp dst-port=1701 in-interface-list=WAN\n',
    );
    expect(run(['check', fragment])).toMatchObject({ code: 0 });
    expect(run(['check', '--assume', 'defconf', fragment])).toMatchObject({ code: 1 });
    expect(run(['check', '--assume', 'defconf', fragment]).out).toContain('the default rule');
    expect(
      run(['trace', '--assume', 'defconf', fragment, '--packet', 'tcp 198.51.100.7 -> :22 in=ether1']).out,
    ).toMatch(/^ {2}default +filter input +drop/m);
    expect(run(['check', '--assume', 'everything', fragment])).toMatchObject({ code: 2 });
    expect(run(['parse', '--assume', 'defconf', fragment])).toMatchObject({ code: 0 });
  });
  test('0 for help and version', () => {
    expect(run(['--help'])).toMatchObject({ code: 0 });
    expect(run(['--version']).out).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe('json', () => {
  test('check', () => {
    const report = JSON.parse(run(['check', '--format', 'json', BAD]).out);
    expect(report.version).toBe(1);
    expect(report.files).toHaveLength(1);
    expect(report.files[0].file).toBe('bad.rsc');
    const [finding] = report.files[0].findings.filter(
      ({ ruleId }: { ruleId: string }) => ruleId === 'port-without-protocol',
    );
    expect(finding).toMatchObject({
      severity: 'error',
      confidence: 'certain',
      line: 3,
      column: 17,
      endLine: 3,
      endColumn: 28,
      related: [],
    });
    expect(finding.fixes[0]).toEqual({
      title: 'Add protocol=tcp',
      safe: false,
      edits: [{ line: 3, column: 28, endLine: 3, endColumn: 28, newText: ' protocol=tcp' }],
    });
  });
  test('check holds the errors of the text too', () => {
    const report = JSON.parse(run(['check', '--format', 'json', BROKEN]).out);
    expect(report.files[0].findings.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('blank-before-equals');
  });
  test('parse', () => {
    expect(JSON.parse(run(['parse', '--format', 'json', BROKEN, GOOD]).out)).toMatchObject({
      version: 1,
      files: [
        {
          file: 'broken.rsc',
          problems: [
            { code: 'blank-before-equals', severity: 'error', line: 2, column: 10, endLine: 2, endColumn: 12 },
          ],
        },
        { file: 'good.rsc', problems: [] },
      ],
    });
  });
  test('knocks', () => {
    const { files } = JSON.parse(run(['knocks', '--format', 'json', KNOCK]).out);
    expect(files[0].knocks).toEqual([
      {
        table: 'filter',
        chain: 'input',
        stages: [
          {
            protocol: 'tcp',
            port: '41873',
            listIn: null,
            listOut: 'one',
            timeout: '10s',
            line: 2,
            packetSize: null,
            icmpOptions: null,
            layer7: null,
            content: null,
            conditions: [],
            disabled: false,
          },
          {
            protocol: 'icmp',
            port: null,
            listIn: 'one',
            listOut: 'safe',
            timeout: '30m',
            line: 3,
            packetSize: '100',
            icmpOptions: null,
            layer7: null,
            content: null,
            conditions: [],
            disabled: false,
          },
        ],
        grant: { list: 'safe', timeout: '30m' },
        gates: [{ action: 'accept', table: 'filter', chain: 'input', line: 4 }],
        verdict: 'works',
        reason: 'Every stage leads to the next and the gate hangs on the last.',
        opening: {
          knocks: [
            { packet: 'tcp 198.51.100.7:40000 -> :41873', after: 0, suppositions: [] },
            { packet: 'icmp 198.51.100.7 -> size=100 icmp=8:0', after: 0.5, suppositions: [] },
          ],
          service: 'tcp 198.51.100.7:40000 -> :8291',
        },
        strength: {
          opens: ['everything'],
          sweeps: [1_000, 20_000].map((rate) => ({
            rate,
            direction: null,
            passes: null,
            packets: null,
            seconds: null,
          })),
          randomScans: [],
          spoofed: [],
          window: 10,
          sessionSurvives: false,
        },
      },
    ]);
  });
});

describe('input', () => {
  test('the standard input', () => {
    expect(run(['check', '-'], 'add chain=input dst-port=22 action=drop\n')).toMatchObject({ code: 1 });
  });
  test('a folder stands for the scripts in it', () => {
    const report = JSON.parse(run(['parse', '--format', 'json', '.']).out);
    expect(report.files.map((entry: { file: string }) => entry.file)).toContain('bad.rsc');
  });
  test('Latin-1 is read and said', () => {
    const latin = file('latin.rsc', new Uint8Array([...Buffer.from('# caf'), 0xe9, 0x0a]));
    expect(JSON.parse(run(['parse', '--format', 'json', latin]).out).files[0].problems).toMatchObject([
      { code: 'not-utf-8', severity: 'warning', line: 1 },
    ]);
  });
  test('an empty file', () => expect(run(['check', file('empty.rsc', '')])).toMatchObject({ code: 0 }));
  test('control characters do not reach the terminal', () => {
    const { out } = run([
      'check',
      file('escape.rsc', '/ip firewall filter\nadd chain=input dst-port=22 comment="\u001b[2J"\n'),
    ]);
    expect(out).not.toContain('\u001b');
  });
});

test('a password in the shown line is covered', () => {
  const { out } = run([
    'check',
    file('secret.rsc', '/ppp secret\nadd name = x password="open sesame" comment=y secret=abc\n'),
  ]);
  expect(out).toContain('add name = x password=************* comment=y secret=***');
  expect(out).not.toContain('sesame');
});

test('pretty output names the place, the rule and the fix', () => {
  const { out } = run(['check', BAD]);
  expect(out).toContain('--> bad.rsc:3:17');
  expect(out).toContain('error[port-without-protocol]');
  expect(out).toContain('= fix (unsafe): Add protocol=tcp');
  expect(out).toMatch(/2 errors in 1 file\n$/);
});

describe('trace', () => {
  const packet = ['--packet', 'tcp 198.51.100.7 -> :41873'];
  test('json', () => {
    const { code, out } = run([
      'trace',
      KNOCK,
      ...packet,
      '--then',
      'icmp 198.51.100.7 -> size=100',
      '--then',
      'tcp 198.51.100.7 -> :22',
      '--format',
      'json',
    ]);
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ version: 1, file: 'knock.rsc' });
    expect(
      report.packets.map((entry: { verdict: string; line: number; lists: string[] }) => [
        entry.verdict,
        entry.line,
        ...entry.lists,
      ]),
    ).toEqual([
      ['drop', 5, 'one'],
      // The gate stands below the stage and sees the list for the same packet.
      ['accept', 4, 'one', 'safe'],
      ['accept', 4, 'one', 'safe'],
    ]);
  });
  test('lists that the source is on already', () => {
    expect(
      JSON.parse(
        run(['trace', KNOCK, '--packet', 'tcp 198.51.100.7 -> :22', '--lists', 'safe', '--format', 'json']).out,
      ).packets[0],
    ).toMatchObject({ verdict: 'accept', line: 4 });
  });
  test('a packet that cannot be read: 2, with what to write', () => {
    expect(run(['trace', KNOCK, '--packet', 'tcp'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not a packet. Expected PROTOCOL SOURCE -> '),
    });
    expect(run(['trace', KNOCK])).toMatchObject({ code: 2 });
    expect(run(['trace', 'nowhere.rsc', ...packet])).toMatchObject({ code: 2 });
  });
});

describe('diff', () => {
  const more = file('more.rsc', '/ip firewall filter\nadd chain=input\n');
  test('1 where a change has an effect, with the packet; 0 where none does', () => {
    const { code, out } = run(['diff', GOOD, more]);
    expect(code).toBe(1);
    expect(out).toContain('newly let in (ip input)\n  dst-port=!22\n  protocol=!tcp\n');
    expect(out).toContain('= before: drop, line 3 of good.rsc');
    expect(run(['diff', GOOD, GOOD])).toMatchObject({ code: 0, out: 'no effective change\n' });
  });
  test('json', () => {
    const report = JSON.parse(run(['diff', more, GOOD, '--format', 'json']).out);
    expect(report).toMatchObject({ version: 1, before: 'more.rsc', after: 'good.rsc', knocks: [], unknown: [] });
    expect(report.changes[0]).toMatchObject({
      kind: 'kept-out',
      family: 'ip',
      hook: 'input',
      before: { line: 2, action: 'accept', table: 'filter', chain: 'input', place: 1 },
      after: { line: 3, action: 'drop' },
      list: null,
      witness: { packet: 'tcp 198.51.100.7:40000 -> :8291', lists: [], suppositions: [] },
    });
  });
  test('2 for a file that is not there', () => {
    expect(run(['diff', GOOD, 'nowhere.rsc'])).toMatchObject({ code: 2, err: expect.stringContaining('no such file') });
  });
});

describe('generate knock', () => {
  test('a script that check has nothing to say of; other ports each time, the same for one seed', () => {
    const { code, out } = run(['generate', 'knock', '--steps', '3', '--opens', 'ssh', '--protocols', 'tcp,udp']);
    expect(code).toBe(0);
    expect(run(['check', '-'], out)).toMatchObject({ code: 0, out: 'nothing to report in 1 file\n' });
    expect(run(['generate', 'knock', '--steps', '3', '--opens', 'ssh', '--protocols', 'tcp,udp']).out).not.toBe(out);
    expect(run(['generate', 'knock', '--seed', '7']).out).toBe(run(['generate', 'knock', '--seed', '7']).out);
  });
  test('2 for a wish that cannot be', () => {
    expect(run(['generate', 'knock', '--steps', '99'])).toMatchObject({ code: 2, out: '' });
    expect(run(['generate', 'knock', '--protocols', 'icmp'])).toMatchObject({ code: 2 });
    expect(run(['generate'])).toMatchObject({ code: 2 });
  });
});

test('knocks as diagrams', () => {
  const { code, out } = run(['knocks', '--format', 'mermaid', KNOCK]);
  expect(code).toBe(0);
  expect(out).toContain('stateDiagram-v2\n');
  expect(out).toContain('[*] --> s1: tcp 41873, for 10 s\n');
  expect(run(['check', '--format', 'mermaid', KNOCK])).toMatchObject({ code: 2 });
});

describe('format', () => {
  const untidy = '/ip firewall filter\nadd  chain=input   action=drop\n';
  const tidy = '/ip firewall filter\nadd chain=input action=drop\n';
  test('writes the files that change; with --check it only names them', () => {
    const name = file('untidy.rsc', untidy);
    expect(run(['format', '--check', name, GOOD])).toMatchObject({ code: 1, out: 'untidy.rsc\n' });
    expect(readFileSync(path.join(folder.path, name), 'utf8')).toBe(untidy);
    expect(run(['format', name])).toMatchObject({ code: 0, out: '', err: '' });
    expect(readFileSync(path.join(folder.path, name), 'utf8')).toBe(tidy);
    expect(run(['format', '--check', name])).toMatchObject({ code: 0, out: '' });
  });
  test('prints the standard input', () => {
    expect(run(['format', '-'], untidy)).toMatchObject({ code: 0, out: tidy });
    expect(run(['format', '--sort', '--width', '20', '-'], untidy).out).toBe(
      '/ip firewall filter\nadd action=drop \\\n    chain=input\n',
    );
  });
  test('keeps Latin-1', () => {
    const name = file('latin-untidy.rsc', Buffer.from('# caf\u00e9\nadd  a=b\n', 'latin1'));
    expect(run(['format', name])).toMatchObject({ code: 0 });
    expect(readFileSync(path.join(folder.path, name), 'latin1')).toBe('# caf\u00e9\nadd a=b\n');
  });
  test('2 for wrong usage and for files that are not there', () => {
    expect(run(['format', '--width', 'wide', '-'])).toMatchObject({ code: 2 });
    expect(run(['format', 'nowhere.rsc'])).toMatchObject({ code: 2 });
  });
});
