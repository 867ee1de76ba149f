import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../server/src/analysis/analyse.ts';
import { knockDiagram } from '../../../server/src/features/knockView/knockMermaid.ts';
import { strengthOf } from '../../../server/src/knock/strength.ts';
import { type KnockScriptOptions, knockScript, seeded } from '../../../server/src/knock/write/knockScript.ts';
import { matchGolden } from '../../support/golden.ts';

const USUAL: Omit<KnockScriptOptions, 'random'> = {
  ...{ steps: 4, grant: '30m', opens: ['ssh', 'winbox'], protocols: ['tcp'], trap: true, ipv6: false, wan: 'WAN' },
};

function written(options: Partial<KnockScriptOptions>): string {
  const script = knockScript({ ...USUAL, random: seeded(1), ...options });
  if ('fault' in script) throw new Error(script.fault);
  return script.text;
}

const golden = fileURLToPath(new URL('golden/', import.meta.url));

test('a script and its diagram', () => {
  const text = written({ protocols: ['tcp', 'udp'], ipv6: true, opens: ['ssh', 'udp:51820'], wan: 'outside' });
  const [knock] = analyse(text).knocks;
  if (knock === undefined) throw new Error('no knock');
  matchGolden(`${golden}knockScript.txt`, `${text}\n${knockDiagram(knock)}`);
});

describe.each<[string, Partial<KnockScriptOptions>]>([
  ['as usual', {}],
  ['two steps', { steps: 2 }],
  ['eight steps over UDP and TCP', { steps: 8, protocols: ['udp', 'tcp'] }],
  ['three over UDP', { steps: 3, protocols: ['udp'] }],
  ['for IPv6, too', { ipv6: true, steps: 3 }],
  ['a VPN and a port', { opens: ['udp:51820', '2222'], grant: '1h' }],
])('%s', (_, options) => {
  test.each([0, 1, 2, 3, 4, 5, 6, 7].map((seed) => [seed]))(
    'seed %i: no finding, opens rightly and to no sweep',
    (seed) => {
      const analysis = analyse(written({ ...options, random: seeded(seed) }));
      expect([...analysis.findings, ...analysis.problems, ...analysis.failures]).toEqual([]);
      expect(analysis.knocks).toHaveLength(options.ipv6 === true ? 2 : 1);
      for (const knock of analysis.knocks) {
        expect(knock.verdict).toBe('works');
        expect(knock.test?.knocks.map(({ packet }) => packet.destinationPort)).toEqual(
          knock.stages.map(({ port }) => Number(port)),
        );
        const strength = strengthOf(knock, analysis.firewall);
        expect(strength?.sweeps.map(({ sweep }) => sweep)).toEqual([undefined, undefined]);
        expect(strength?.sessionSurvives).toBe(true);
      }
    },
  );
});

test('other ports for everybody, in no order, none of them well known', () => {
  const drawn = Array.from({ length: 200 }, (_, seed) => {
    const knock =
      written({ random: seeded(seed) }).match(/(?<=address-list-timeout=\d+[sm] .*dst-port=)\d+(?= )/g) ?? [];
    return knock.map(Number);
  });
  expect(new Set(drawn.map(String)).size).toBe(200);
  for (const ports of drawn) {
    expect(ports).toHaveLength(4);
    const steps = ports.slice(1).map((port, i) => Math.sign(port - (ports[i] ?? 0)));
    expect(new Set(steps)).toEqual(new Set([1, -1]));
    for (const port of ports) expect(port).toBeGreaterThan(19_999);
  }
  expect(written({ random: Math.random })).not.toBe(written({ random: Math.random }));
});

test('without a trap the analysis says so', () => {
  const { findings } = analyse(written({ trap: false }));
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(['missing-blacklist']);
});

test.each<[Partial<KnockScriptOptions>, string]>([
  [{ steps: 1 }, 'A knock has 2 to 8 steps, not 1'],
  [{ steps: Number.NaN }, 'A knock has 2 to 8 steps'],
  [{ grant: 'long' }, '"long" is no time from 1s to 1w'],
  [{ grant: '0s' }, '"0s" is no time'],
  [{ grant: '30m chain=forward' }, 'is no time'],
  [{ opens: [] }, 'has to open something'],
  [{ opens: ['shh'] }, '"shh" is no service'],
  [{ opens: ['70000'] }, '"70000" is no service'],
  [{ wan: 'a b' }, '"a b" is no plain name'],
  [{ wan: 'secured' }, 'name of the knock'],
])('%j is refused', (options, fault) => {
  const script = knockScript({ ...USUAL, random: seeded(1), ...options });
  expect('fault' in script ? script.fault : '').toContain(fault);
});

test('a diagram holds nothing of a list name that means something there', () => {
  const name = 'a\\"]\\n-->b: c;#%%{init}';
  const text = `/ip firewall filter
add chain=input action=add-src-to-address-list address-list="${name}" address-list-timeout=5s protocol=tcp dst-port=1234
add chain=input action=accept src-address-list="${name}"
add chain=input action=drop
`;
  const drawn = analyse(text).knocks.map(knockDiagram).join('');
  for (const line of drawn.split('\n')) {
    expect(line).toMatch(
      /^(?:stateDiagram-v2| {2}direction LR| {2}%% [a-z ]+| {2}state "[^"#;:{}]*" as \w+| {2}\S+ --> \S+(?:: [^"#;:{}]*)?|)$/,
    );
  }
});
