import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './temporaryFolder.ts';

const { run, file } = temporaryFolder();

const SCRIPT = `# rosfw-expect ipv4 any -> router tcp 22 => refused
/ip firewall filter
add action=accept chain=input dst-port=8291 protocol=tcp src-address=192.0.2.0/24
:if ($open) do={ add action=accept chain=input dst-port=80 protocol=tcp }
add action=drop chain=input
`;
file('site/router.rsc', SCRIPT);
file('site/plain.rsc', '/ip firewall filter\nadd action=drop chain=input\n');
file(
  'site/rosfw.json',
  `{
    "zones": { "office": ["192.0.2.0/24"] },
    "overrides": [{ "files": ["router.rsc"], "expect": [
      "office -> router winbox => accepted",
      "!office -> router winbox => refused",
      "any -> router tcp 80 => refused",
      "192.0.2.7 -> router winbox => refused",
      "any -> router tcp 80 => refused assuming \\"line 4\\"",
      "offfice -> router => refused"
    ] }]
  }`,
);

test('pretty: each with its status, and why', () => {
  const { code, out, err } = run(['test', 'site']);
  expect(err).toBe('');
  expect(out).toBe(`site/router.rsc
  held      office -> router winbox => accepted
  held      !office -> router winbox => refused
  undecided any -> router tcp 80 => refused
     = The file does not settle it; it depends on line 4.
  failed    192.0.2.7 -> router winbox => refused
     = tcp 192.0.2.7:40000 -> :8291: accept by line 3. It contradicts "office -> router winbox => accepted": no firewall can hold both.
  held      any -> router tcp 80 => refused assuming "line 4"
  invalid   offfice -> router => refused
     = The file has no interface, list or zone "offfice". Did you mean "office"?
  held      ipv4 any -> router tcp 22 => refused

4 held, 1 failed, 1 undecided, 1 invalid
`);
  expect(code).toBe(1);
});

describe('exit codes', () => {
  const script = (expectation: string): string => `# rosfw-expect ${expectation}\n${SCRIPT}`;
  test.each([
    ['any -> router tcp 23 => refused', [], 0],
    ['any -> router tcp 23 => accepted', [], 1],
    ['any -> router tcp 80 => refused', [], 1],
    ['any -> router tcp 80 => refused', ['--lenient'], 0],
    ['nobody -> router => refused', ['--lenient'], 1],
  ])('%s %s', (expectation, options, code) =>
    expect(run(['test', '--no-config', ...options, file('one.rsc', script(expectation))])).toMatchObject({
      code,
      err: '',
    }),
  );
  test('2 for a file that is not there', () => expect(run(['test', 'none.rsc']).code).toBe(2));
  test('2 for an expectation of the project file that cannot be read, and the others count', () => {
    file('bad/rosfw.json', '{ "expect": ["any -> router => perhaps", "any -> router => refused"] }');
    file('bad/a.rsc', '/ip firewall filter\nadd action=drop chain=input\n');
    const { code, out, err } = run(['test', 'bad']);
    expect([code, out]).toEqual([2, 'bad/a.rsc\n  held      any -> router => refused\n\n1 held\n']);
    expect(err).toContain('"perhaps" is no fate');
  });
});

describe('formats', () => {
  const asked = (format: string): string => run(['test', '--format', format, 'site']).out;

  test('tap', () => {
    expect(asked('tap')).toContain('TAP version 13\n1..7\n');
    expect(asked('tap')).toContain('not ok 3 - site/router.rsc: any -> router tcp 80 => refused # undecided\n');
    expect(asked('tap')).toContain('ok 7 - site/router.rsc: ipv4 any -> router tcp 22 => refused\n');
  });

  test('junit', () => {
    const xml = asked('junit');
    expect(xml).toContain('<testsuites name="rosfw test" tests="7" failures="1" errors="2">');
    expect(xml).toContain('<testcase classname="site/router.rsc" name="!office -&gt; router winbox =&gt; refused"/>');
    expect(xml).toContain('<error type="undecided" message="The file does not settle it; it depends on line 4."/>');
  });

  test('json', () => {
    const { version, files } = JSON.parse(asked('json'));
    const router = files.find((entry: { file: string }) => entry.file === 'site/router.rsc');
    expect(version).toBe(1);
    expect(router.results[3]).toEqual({
      expectation: '192.0.2.7 -> router winbox => refused',
      status: 'failed',
      message: expect.stringContaining('tcp 192.0.2.7:40000 -> :8291: accept by line 3. It contradicts '),
      line: null,
      counterexample: { packet: 'tcp 192.0.2.7:40000 -> :8291', lists: [], verdict: 'accept', line: 3 },
      hangsOn: [],
    });
    expect(router.results[6]).toMatchObject({ status: 'held', line: 1, counterexample: null });
  });

  test('github: what does not hold, at its line', () => {
    const { out } = run([
      'test',
      '--no-config',
      '--format',
      'github',
      file('two.rsc', `# rosfw-expect any -> router tcp 8291 => refused\n${SCRIPT}`),
    ]);
    expect(out).toBe(
      '::error file=two.rsc,line=1,title=rosfw test%3A failed::any -> router tcp 8291 => refused: tcp 192.0.2.33:40000 -> :8291: accept by line 4.\n',
    );
  });
});

test('the files of a device are one router', () => {
  file(
    'fleet/rosfw.json',
    '{ "devices": { "edge": { "files": ["a.rsc", "b.rsc"], "expect": ["any -> router tcp 22 => refused"] } } }',
  );
  file('fleet/a.rsc', '/ip firewall filter\nadd action=accept chain=input dst-port=8291 protocol=tcp\n');
  file('fleet/b.rsc', '/ip firewall filter\nadd action=drop chain=input\n');
  expect(run(['test', 'fleet'])).toMatchObject({
    code: 0,
    out: 'fleet/a.rsc + fleet/b.rsc\n  held      any -> router tcp 22 => refused\n\n1 held\n',
  });
});

test('--init writes what holds today, and --coverage names what nobody would notice', () => {
  const name = file(
    'three.rsc',
    `/interface list add name=WAN\n/interface list member add interface=ether1 list=WAN\n${SCRIPT}`,
  );
  const { out, code } = run(['test', '--init', '--no-config', name]);
  const written = JSON.parse(out) as string[];
  expect([code, written.length > 5]).toEqual([0, true]);
  file('init/rosfw.json', JSON.stringify({ expect: written }));
  file(
    'init/three.rsc',
    `/interface list add name=WAN\n/interface list member add interface=ether1 list=WAN\n${SCRIPT}`,
  );
  const again = run(['test', 'init', '--coverage']);
  expect(again.code).toBe(0);
  expect(again.out).toContain('Nobody would notice the loss of the rules in lines 5, 6.');
});

test('expectations of the command line count behind those that are written down', () => {
  const asked = ['--expect', '192.0.2.7 -> router tcp 8291 => accepted', '--expect=any -> router tcp 22 => accepted'];
  const { code, out } = run(['test', 'site/plain.rsc', ...asked]);
  expect(code).toBe(1);
  expect(out).toContain('failed    192.0.2.7 -> router tcp 8291 => accepted');
  expect(out).toContain('failed    any -> router tcp 22 => accepted');
});

test('what cannot be tried is said of each, and the others count', () => {
  const expectations = [
    'zone ofice -> router => refused',
    'a -> router => refused',
    '!any -> router tcp 22 => refused',
    'ipv4 any -> router tcp 20-30 => accepted',
    'ipv4 any -> router tcp 22 => refused',
  ];
  const zones = { office: ['192.0.2.0/24'], a: ['zone b'], b: ['a'] };
  file('broken/rosfw.json', JSON.stringify({ zones, expect: expectations }));
  file('broken/a.rsc', '/ip firewall filter\nadd action=drop chain=input\n');
  const { code, out } = run(['test', 'broken']);
  expect([code, out.split('\n').slice(1)]).toEqual([
    1,
    [
      `  invalid   ${expectations[0]}`,
      '     = The file has no zone "ofice". Did you mean "office"?',
      `  invalid   ${expectations[1]}`,
      '     = The zone "a" is made of itself: "a", "b", "a".',
      `  invalid   ${expectations[2]}`,
      '     = No packet is of this class.',
      `  failed    ${expectations[3]}`,
      expect.stringMatching(
        new RegExp(`drop by line 2\\. It contradicts "${expectations[4]}": no firewall can hold both\\.$`),
      ),
      `  held      ${expectations[4]}`,
      '',
      '1 held, 1 failed, 3 invalid',
      '',
    ],
  ]);
});

test('a router of 300 interfaces is proved for each of them', () => {
  const names = Array.from({ length: 300 }, (_, index) => `vlan${index + 1}`);
  const script = [
    '/interface list add name=VLAN',
    ...names.map((name) => `/interface list member add interface=${name} list=VLAN`),
    '/ip firewall filter',
    ...names.map((name) => `add action=drop chain=input in-interface=${name} protocol=tcp dst-port=8291`),
    'add action=accept chain=input',
  ];
  file('many/rosfw.json', JSON.stringify({ zones: { all: names.map((name) => `interface ${name}`) } }));
  file(
    'many/a.rsc',
    `# rosfw-expect ipv4 zone all -> router winbox => refused\n# rosfw-expect ipv4 interface vlan300 -> router ssh => refused\n${script.join('\n')}\n`,
  );
  const { code, out } = run(['test', 'many']);
  expect(code).toBe(1);
  expect(out).toContain('held      ipv4 zone all -> router winbox => refused');
  expect(out).toMatch(
    /failed {4}ipv4 interface vlan300 -> router ssh => refused\n {5}= tcp .*in=vlan300: accept by line/,
  );
});
