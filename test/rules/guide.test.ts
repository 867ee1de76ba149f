import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { select } from '../../server/src/diagnostics/selection.ts';
import { strengthOf } from '../../server/src/knock/strength.ts';
import { RULES } from '../../server/src/rules/registry.ts';

const guide = readFileSync(fileURLToPath(new URL('../../docs/port-knocking.md', import.meta.url)), 'utf8');
const script = /```routeros\n(.*?)```/s.exec(guide)?.[1] ?? '';

test('the knock of the guide has no finding, works, and opens to no sweep', () => {
  const { findings, problems, knocks, firewall } = analyse(script);
  expect([...select(findings, {}), ...problems]).toEqual([]);
  expect(knocks.map(({ verdict }) => verdict)).toEqual(['works']);
  const [knock] = knocks;
  const strength = knock === undefined ? undefined : strengthOf(knock, firewall);
  expect(strength?.sweeps.map(({ sweep }) => sweep)).toEqual([undefined, undefined]);
  expect(strength?.sessionSurvives).toBe(true);
});

test('the guide speaks of rules that exist', () => {
  const ids = [...guide.matchAll(/rules\/([a-z0-9-]+)\.md/g)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(8);
  const known = new Set(RULES.map(({ meta }) => meta.id));
  expect(ids.filter((id) => id === undefined || !known.has(id))).toEqual([]);
});

/** The knocks of the guide's table: ports, whether a trap guards them, what sweeps and scans need. */
test.each([
  ['7000 8000 9000', false, 9_000, 0.167],
  ['41873 9871', false, 55_665, 0.5],
  ['41873 9871 23951', false, 89_486, 0.167],
  ['41873 9871 23951 12111', false, 118_960, 0.0417],
  ['41873 9871 23951', true, undefined, 0],
])('the figures of the guide: %s, trap %s', (text, trap, packets, chance) => {
  const ports = text.split(' ');
  const rules = [
    'add chain=input action=accept connection-state=established,related',
    'add chain=input action=drop src-address-list=ban',
    'add chain=input action=accept protocol=tcp dst-port=22 src-address-list=ok',
    ...ports.map((port, index) => {
      const last = index === ports.length - 1;
      const list = last ? 'ok address-list-timeout=30m' : `k${index + 1} address-list-timeout=10s`;
      const asks = index === 0 ? '' : ` src-address-list=k${index}`;
      return `add chain=input action=add-src-to-address-list address-list=${list} protocol=tcp dst-port=${port}${asks}`;
    }),
    ...(trap
      ? [
          `add chain=input action=add-src-to-address-list address-list=ban address-list-timeout=5m protocol=tcp dst-port=!${ports.join(',')} src-address-list=!ok`,
        ]
      : []),
    'add chain=input action=drop',
  ];
  const { knocks, firewall } = analyse(`/ip firewall filter\n${rules.join('\n')}\n`);
  const [knock] = knocks;
  if (knock === undefined) throw new Error('no knock');
  const strength = strengthOf(knock, firewall);
  const fast = strength?.sweeps.find(({ rate }) => rate === 20_000)?.sweep;
  expect(fast?.packets).toBe(packets);
  expect(strength?.scans.find(({ rate }) => rate === 20_000)?.scan.probability).toBeCloseTo(chance, 3);
});
