import { expect, test } from 'vitest';
import { PLANTED, planted, SECRET } from '../support/plantedSecrets.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const folder = temporaryFolder();
const { run, file } = folder;
const PACKETS = ['--packet', 'udp 198.51.100.7 -> :5 in=ether1', '--then', 'udp 198.51.100.7 -> :40011'];
const FORMATS = ['pretty', 'json', 'sarif', 'github', 'gcc', 'gitlab'];

const names = PLANTED.map(([, script], index) => file(`${index}.rsc`, planted(script)));
const plain = file('plain.rsc', '/ip firewall filter\nadd chain=input action=drop\n');

test.each<readonly string[]>([
  ...FORMATS.map((format) => ['check', '--persona=auditor', '--format', format]),
  ['check', '--fix=unsafe', '--diff'],
  ['check', '--write-baseline', '--baseline=baseline.json'],
  ['parse'],
  ['parse', '--format', 'json'],
  ['knocks'],
  ['knocks', '--format', 'json'],
  ['knocks', '--format', 'mermaid'],
  ['format', '--check'],
  ['test', '--init'],
])('no secret shows in the output of %s %s %s %s', (...args) => {
  const { out, err } = run([...args, ...names]);
  expect(`${out}${err}`).not.toBe('');
  expect(`${out}${err}`).not.toContain(SECRET);
  const isBaseline = args.includes('--write-baseline');
  expect(isBaseline ? folder.read('baseline.json') : '').not.toContain(SECRET);
});

/** Those of the scripts that decide about packets. */
const firewalls = names.filter((name) => folder.read(name).includes('chain=input'));

test.each<readonly [string, ...string[]]>([
  ['trace', ...PACKETS],
  ['trace', ...PACKETS, '--format', 'json', '--line-by-line'],
  ['diff', plain],
  ['diff', plain, '--format', 'json'],
])('no secret shows in the output of %s %s, file by file', (...args) => {
  expect(firewalls.length).toBeGreaterThan(5);
  for (const name of firewalls) {
    const { out, err } = run([...args, name]);
    expect(out).not.toBe('');
    expect(`${out}${err}`).not.toContain(SECRET);
  }
});

test.each(['pretty', 'tap', 'junit', 'json', 'github'])('an expectation that depends on a secret, as %s', (format) => {
  const [, script] = PLANTED.find(([label]) => label === 'a text that depends on the run') as (typeof PLANTED)[number];
  file(
    'expects.rsc',
    `/interface list member\nadd interface=ether1 list=WAN\n# rosfw-expect internet -> router udp 5 => refused\n${planted(script)}`,
  );
  const { out, err } = run(['test', '--format', format, 'expects.rsc']);
  expect(out).toContain('content=');
  expect(out + err).not.toContain(SECRET);
});

test('what stands around a secret shows', () => {
  file('around.rsc', `/ppp secret\nadd name=u passwrd=${SECRET} servce=x\nadd  name = v  password=${SECRET}\n`);
  const stars = '*'.repeat(SECRET.length);
  expect(run(['parse', 'around.rsc']).out).toContain(`add name=u passwrd=${stars} servce=x`);
  expect(run(['check', '--fix', '--diff', 'around.rsc']).out).toContain(`+add  name=v  password=${stars}`);
});

test('a fix that would write a secret has no edits in a report, and is made all the same', () => {
  const move = `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp content=${SECRET}
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=1h protocol=udp content=${SECRET} src-address-list=one
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`;
  const name = file('move.rsc', move);
  const report = JSON.parse(run(['check', '--format', 'json', name]).out) as {
    files: { findings: { fixes: { title: string; edits: unknown[] }[] }[] }[];
  };
  const fixes = report.files[0]?.findings.flatMap((finding) => finding.fixes) ?? [];
  expect(fixes.find(({ title }) => title.startsWith('Move'))?.edits).toEqual([]);
  expect(run(['check', '--format', 'sarif', name]).out).not.toContain('"artifactChanges": []');
  run(['check', '--fix=unsafe', name]);
  const fixed = folder.read('move.rsc');
  expect(fixed).not.toBe(move);
  expect(fixed).toContain(`content=${SECRET}`);
});
