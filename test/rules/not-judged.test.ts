import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { specify } from '../support/ruleTester.ts';

/** Each chain jumps on to the next so many times. */
function jumps(chains: number, times: number): string {
  const lines = Array.from({ length: chains }, (_, index) =>
    `add chain=${index === 0 ? 'input' : `c${index}`} action=jump jump-target=c${index + 1} protocol=tcp\n`.repeat(
      times,
    ),
  );
  return `/ip firewall filter\n${lines.join('')}add chain=c${chains} action=drop\nadd chain=forward action=drop\n`;
}

/** Knocks that are shut for whoever is on the list of the next. */
function circle(count: number): string {
  const stage = (i: number): string =>
    `add chain=input action=add-src-to-address-list address-list=l${i} address-list-timeout=1m protocol=tcp dst-port=${4000 + i} src-address-list=!l${(i + 1) % count}\n`;
  const jump = (i: number): string =>
    `add chain=input action=jump jump-target=g${i + 1} src-address-list=l${i}\nadd chain=g${i + 1} action=jump jump-target=g${i + 2} src-address-list=l${i}\n`;
  const all = Array.from({ length: count }, (_, i) => i);
  return `/ip firewall filter\n${all.map(stage).join('')}${all.map(jump).join('')}add chain=input action=accept src-address-list=l0\nadd chain=input action=drop\n`;
}

/** Underlines the first place of `what`. */
function underlined(script: string, what: string): string {
  const lines = script.split('\n');
  const at = lines.findIndex((line) => line.includes(what));
  const marker = `${' '.repeat(lines[at]?.indexOf(what) ?? 0)}${'^'.repeat(what.length)}`;
  return lines.toSpliced(at + 1, 0, marker).join('\n');
}

specify('not-judged', {
  good: [jumps(4, 3), jumps(60, 1)],
  bad: [
    {
      script: underlined(jumps(17, 2), 'chain=input'),
      message: '35 of 36 rules are not judged, since the jumps to their chains multiply to too many ways.',
    },
    {
      script: underlined(circle(40), 'dst-port=4000'),
      message: '1 of 1 knocks is not judged: it has too many ways through the rules to be followed.',
    },
  ],
});

function said(script: string): string[] {
  return analyse(script)
    .findings.filter(({ ruleId }) => ruleId === 'not-judged')
    .map(({ message }) => message);
}

test('rules to which too many jumps lead are counted', () => {
  expect(said(jumps(4, 3))).toEqual([]);
  expect(said(jumps(17, 2))).toEqual([
    '35 of 36 rules are not judged, since the jumps to their chains multiply to too many ways. What is dead among them is not reported. Jump to each chain once.',
  ]);
});

test('knocks that depend on too many others are counted, with the reason', () => {
  expect(said(circle(8))).toEqual([]);
  const [message, ...more] = said(circle(40));
  expect(more).toEqual([]);
  expect(message).toMatch(/^1 of 1 knocks is not judged: it has too many ways through the rules to be followed\./);
});

test('a knock whose verdict depends on the run of the file is not meant', () => {
  const script = `:if ([:len [/ip address find]] > 0) do={ /ip firewall filter add chain=input action=add-src-to-address-list address-list=a address-list-timeout=1m protocol=tcp dst-port=4000 }
/ip firewall filter
add chain=input action=accept src-address-list=a
add chain=input action=drop
`;
  expect(said(script)).toEqual([]);
});
