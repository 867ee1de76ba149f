import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { compare } from '../../server/src/features/comparison.ts';
import { prettyDiff } from '../../server/src/reports/diffReport.ts';
import { matchGolden } from '../support/golden.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
const golden = fileURLToPath(new URL('golden/', import.meta.url));

function side(file: string, text: string): { file: string; analysis: ReturnType<typeof analyse> } {
  return { file, analysis: analyse(text, { rules: [] }) };
}

const plain = (_: string, text: string): string => text;

describe('the clean examples and their faulty variants', () => {
  test.each([['mikrotik-manual'], ['wiki-9000-6000'], ['mum-safe-haven']])('%s', (name) => {
    const [before, after] = ['clean', 'faulty'].map((kind) => {
      const file = `${name}-${kind}.rsc`;
      return side(file, readFileSync(examples + file, 'utf8'));
    }) as [ReturnType<typeof side>, ReturnType<typeof side>];
    const report = compare(before, after);
    for (const change of report.changes) expect(change.witness.packet).toMatch(/^\S+ \S+ ->/);
    matchGolden(`${golden}diff-${name}.txt`, prettyDiff(report, plain));
    expect(prettyDiff(compare(before, before), plain)).toBe('no effective change\n');
  });
});

describe('knocks', () => {
  const knock = (ports: readonly [number, number], grant = '30m'): string => `/ip firewall filter
add chain=input action=add-src-to-address-list protocol=tcp dst-port=${ports[0]} address-list=one address-list-timeout=10s
add chain=input action=add-src-to-address-list protocol=tcp dst-port=${ports[1]} src-address-list=one address-list=safe address-list-timeout=${grant}
add chain=input action=accept src-address-list=safe protocol=tcp dst-port=22
add chain=input action=drop
`;
  test.each([
    [
      'another port: the old sequence opens no more, the new one does',
      knock([41_873, 23_871]),
      knock([41_873, 35_012]),
      ['opens-no-more', 'opens-now'],
    ],
    ['another grant: the sequence is the same', knock([41_873, 23_871]), knock([41_873, 23_871], '2h'), []],
    [
      'no knock any more',
      knock([41_873, 23_871]),
      '/ip firewall filter\nadd chain=input action=drop\n',
      ['opens-no-more'],
    ],
    [
      'its service is open to all: the sequence still gets in',
      knock([41_873, 23_871]),
      '/ip firewall filter\nadd chain=input\n',
      [],
    ],
  ])('%s', (_, before, after, kinds) => {
    expect(compare(side('old', before), side('new', after)).knocks.map(({ kind }) => kind)).toEqual(kinds);
  });
});
