import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './temporaryFolder.ts';

const folder = temporaryFolder();
const { run, file } = folder;

const PORT = '/ip firewall filter\nadd chain=forward dst-port=80 action=drop\n';

/** The findings as `file:line severity rule`, and what was said beside them. */
function check(args: readonly string[], cwd = '.'): { code: number | null; found: string[]; err: string } {
  const { code, out, err } = run(['check', '--format', 'json', ...args], '', cwd);
  const files = out === '' ? [] : JSON.parse(out).files;
  const found = files.flatMap(
    (entry: { file: string; findings: { line: number; severity: string; ruleId: string }[] }) =>
      entry.findings.map(({ line, severity, ruleId }) => `${entry.file}:${line} ${severity} ${ruleId}`),
  );
  return { code, found, err };
}

describe('rosfw.json', () => {
  file(
    'site/rosfw.json',
    '// ours\n{ "rules": { "port-without-protocol": "hint" }, "ignore": ["old/**"], "overrides": [{ "files": ["lab/**"], "rules": { "port-without-protocol": "off" } }] }',
  );
  for (const name of ['site/a.rsc', 'site/deep/b.rsc', 'site/lab/c.rsc', 'site/old/d.rsc', 'other.rsc'])
    file(name, PORT);

  test('the nearest one above each file counts', () => {
    expect(check(['.'])).toEqual({
      code: 1,
      err: '',
      found: [
        'other.rsc:2 error port-without-protocol',
        'site/a.rsc:2 hint port-without-protocol',
        'site/deep/b.rsc:2 hint port-without-protocol',
      ],
    });
  });
  test('nothing above the folder in which rosfw runs is read', () => {
    expect(check(['b.rsc'], 'site/deep').found).toEqual(['b.rsc:2 error port-without-protocol']);
  });
  test('but the repository around it is', () => {
    mkdirSync(path.join(folder.path, 'site/.git'));
    expect(check(['b.rsc'], 'site/deep').found).toEqual(['b.rsc:2 hint port-without-protocol']);
  });
  test('--no-config and --config', () => {
    expect(check(['--no-config', 'site/a.rsc']).found).toEqual(['site/a.rsc:2 error port-without-protocol']);
    expect(check(['--config', 'site/rosfw.json', 'site/a.rsc']).found).toEqual([
      'site/a.rsc:2 hint port-without-protocol',
    ]);
    expect(check(['--config', 'nowhere.json', 'site/a.rsc'])).toMatchObject({
      code: 2,
      err: 'rosfw: nowhere.json: there is no such file; check the path\n',
    });
  });
  test('the standard input belongs where its name says', () => {
    expect(run(['check', '--format', 'gcc', '-', '--stdin-filename', 'site/lab/x.rsc'], PORT).out).toBe('');
  });
  test('what is wrong with it is said with its place, and the rest of it counts', () => {
    file('wrong/rosfw.json', '{\n  "persona": "pedant",\n  "rules": { "port-without-protocol": "hint" }\n}\n');
    file('wrong/a.rsc', PORT);
    expect(check(['wrong'])).toEqual({
      code: 2,
      err: 'rosfw: wrong/rosfw.json:2:14: "persona" must be one of "regular", "pedantic", "auditor". Did you mean "pedantic"?\n',
      found: ['wrong/a.rsc:2 hint port-without-protocol'],
    });
  });
  test('the command line goes before it', () => {
    file('version/rosfw.json', '{ "version": "7.9" }');
    file('version/a.rsc', '/ip firewall nat\nadd chain=srcnat action=src-nat randomise-ports=yes\n');
    expect(check(['version']).found).toContain('version/a.rsc:2 warning not-in-version');
    expect(check(['version', '--ros', '7.24']).found).not.toContain('version/a.rsc:2 warning not-in-version');
  });
});

describe('several files as one router', () => {
  const lists = '/ip firewall address-list\nadd list=friends address=192.0.2.0/24\n';
  const input = '/ip firewall filter\nadd chain=input action=drop\n';
  const late = '/ip firewall filter\nadd chain=input action=accept protocol=tcp dst-port=22 src-address-list=friends\n';

  test('a device runs its files one after the other', () => {
    file('net/rosfw.json', '{ "devices": { "edge": { "files": ["edge/lists.rsc", "edge/*.rsc"] } } }');
    file('net/edge/lists.rsc', lists);
    file('net/edge/a.rsc', input);
    file('net/edge/b.rsc', late);
    file('net/alone.rsc', late);
    // Alone the accept is reached; in the device it stands below the drop of another file.
    expect(check(['net']).found).toEqual(['net/edge/b.rsc:2 error accept-below-drop']);
    const { out } = run(['check', 'net/edge']);
    expect(out).toContain('already drops every packet that this accepts. Move it above line 2 of net/edge/a.rsc');
    expect(out).toContain('= net/edge/a.rsc line 2: ');
    const sarif = JSON.parse(run(['check', '--format', 'sarif', 'net/edge']).out);
    expect(sarif.runs[0].results[0].relatedLocations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'net/edge/a.rsc' },
      region: { startLine: 2 },
    });
  });
  test('the way of a packet is that through all files of its device', () => {
    const packet = ['--packet', 'tcp 192.0.2.7 -> :22 in=ether1', '--lists', 'friends'];
    expect(run(['trace', 'net/alone.rsc', ...packet]).out).toContain('  accept by line 2;');
    const { out } = run(['trace', 'net/edge/b.rsc', ...packet, '--line-by-line']);
    expect(out).toContain('  drop by line 2 of net/edge/a.rsc;');
    expect(out).toContain('after line 2 of net/edge/a.rsc: cut off, because of line 2 of net/edge/a.rsc\n');
    expect(JSON.parse(run(['trace', 'net/edge/b.rsc', ...packet, '--format', 'json']).out)).toMatchObject({
      file: 'net/edge/lists.rsc + net/edge/a.rsc + net/edge/b.rsc',
      packets: [{ verdict: 'drop', line: 2, file: 'net/edge/a.rsc', steps: [{ line: 2, file: 'net/edge/a.rsc' }] }],
    });
  });
  test('of a device only the files that were named are reported', () => {
    expect(check(['net/edge/a.rsc']).found).toEqual([]);
    expect(check(['net/edge/b.rsc']).found).toEqual(['net/edge/b.rsc:2 error accept-below-drop']);
  });
  test('a suppression for a file is for that file', () => {
    file('net/edge/a.rsc', `# rosfw-ignore-file accept-below-drop -- x\n${input}`);
    expect(check(['net/edge/b.rsc']).found).toEqual(['net/edge/b.rsc:2 error accept-below-drop']);
    file('net/edge/b.rsc', `# rosfw-ignore-file accept-below-drop -- x\n${late}`);
    expect(check(['net/edge/b.rsc']).found).toEqual([]);
  });
  test('repairs reach each file by itself', () => {
    file('net/edge/a.rsc', input);
    file('net/edge/b.rsc', `${input}/ip firewall nat\n`);
    expect(check(['net/edge']).found).toEqual(['net/edge/b.rsc:2 warning duplicate-rule']);
    run(['check', '--fix', 'net/edge']);
    expect(folder.read('net/edge/a.rsc')).toBe(input);
    expect(folder.read('net/edge/b.rsc')).toBe('/ip firewall filter\n/ip firewall nat\n');
  });

  test('an import is followed inside the workspace, in the menu that it began in', () => {
    file('import/main.rsc', `${input}/import file-name=parts/late.rsc\nadd chain=input action=accept protocol=icmp\n`);
    file('import/parts/late.rsc', `/import "lists.rsc"\n${late}`);
    file('import/parts/lists.rsc', lists);
    expect(check(['import/main.rsc']).found).toEqual(['import/main.rsc:4 error accept-below-drop']);
    // What is imported is judged by itself where it is named itself.
    expect(check(['import/parts/late.rsc']).found).toEqual([]);
  });
  test('nothing outside of it is read, and no circle is followed twice', () => {
    file('outside.rsc', input);
    file('box/main.rsc', `/import file-name=../outside.rsc\n/import file-name=main.rsc\n${late}`);
    expect(check(['main.rsc'], 'box').found).toEqual([]);
    expect(check(['box/main.rsc']).found).toEqual(['box/main.rsc:4 error accept-below-drop']);
    symlinkSync('../outside.rsc', path.join(folder.path, 'box/link.rsc'));
    file('box/main.rsc', `/import file-name=link.rsc\n${late}`);
    expect(check(['main.rsc'], 'box').found).toEqual([]);
    expect(check(['box/main.rsc']).found).toEqual(['box/main.rsc:3 error accept-below-drop']);
  });
});

describe('every command takes the project file as check does', () => {
  const { run, file } = temporaryFolder();
  const KNOCK = `/ip firewall filter
add action=add-src-to-address-list address-list=k1 address-list-timeout=10s chain=input dst-port=40011 in-interface-list=WAN protocol=tcp
add action=add-src-to-address-list address-list=open address-list-timeout=5m chain=input dst-port=30022 in-interface-list=WAN protocol=tcp src-address-list=k1
add action=accept chain=input dst-port=22 protocol=tcp src-address-list=open
`;
  file('defconf/rosfw.json', '{ "assume": "defconf", "ignore": ["old.rsc"] }');
  file('defconf/knock.rsc', KNOCK);
  file('defconf/old.rsc', KNOCK);
  file('defconf/drop.rsc', '/ip firewall filter\nadd action=drop chain=input in-interface-list=!LAN\n');
  file('defconf/empty.rsc', '/system identity\nset name=edge\n');
  const packet = ['--packet', 'tcp 198.51.100.7 -> :443 in=ether1'];

  test('knocks', () => {
    const verdict = (...args: string[]): string =>
      JSON.parse(run(['knocks', '--format', 'json', ...args]).out).files[0].knocks[0].verdict;
    expect(verdict('defconf/knock.rsc')).toBe('unreachable');
    expect(verdict('defconf/knock.rsc', '--no-config')).toBe('works');
    // Nothing else is there, so the chain ends open.
    expect(verdict('defconf/knock.rsc', '--assume', 'nothing')).toBe('bypassed');
  });
  test('trace', () => {
    expect(run(['trace', 'defconf/knock.rsc', ...packet]).out).toContain('the default rule');
    expect(run(['trace', 'defconf/knock.rsc', ...packet, '--no-config']).out).not.toContain('the default rule');
    expect(run(['trace', 'defconf/empty.rsc', ...packet, '--no-config']).out).not.toContain('the default rule');
    expect(run(['trace', 'defconf/empty.rsc', ...packet, '--config', 'defconf/rosfw.json']).out).toContain(
      'the default rule',
    );
  });
  test('diff', () => {
    const changes = (...args: string[]): number =>
      JSON.parse(run(['diff', '--format', 'json', 'defconf/empty.rsc', 'defconf/drop.rsc', ...args]).out).changes
        .length;
    // Behind the drop of the default firewall it changes nothing.
    expect(changes()).toBe(0);
    expect(changes('--no-config')).toBeGreaterThan(0);
  });
  test('parse and format leave out what is ignored', () => {
    expect(JSON.parse(run(['parse', '--format', 'json', 'defconf/old.rsc']).out).files).toEqual([]);
    expect(run(['format', '--check', 'defconf/old.rsc'])).toMatchObject({ code: 0, out: '' });
  });
  test('a mistake in it costs its own setting only, and is said', () => {
    file('wrong/rosfw.json', '{ "assume": "defconf", "version": "latest" }');
    file('wrong/knock.rsc', KNOCK);
    for (const args of [['knocks'], ['parse'], ['trace', ...packet], ['format', '--check']]) {
      const { code, err } = run([...args, 'wrong/knock.rsc']);
      expect(code, args[0]).toBe(2);
      expect(err, args[0]).toContain('wrong/rosfw.json:1:');
    }
    expect(run(['trace', ...packet, 'wrong/knock.rsc']).out).toContain('the default rule');
  });
});
