import path from 'node:path';
import { expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { catalogFor } from '../../server/src/catalog/catalog.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { ownFiles } from '../support/corpus.ts';
import { sharedFolder, whereShared } from '../support/shared.ts';
import { lower } from './lower.ts';
import { MUTATIONS, mutate } from './mutations.ts';
import { firstDifference, type NormalForm, normalForm, plainForm } from './normalForm.ts';
import { readOracle } from './oracle.ts';

const tree = catalogFor('7.23rc1-base');

function formOf(text: string): NormalForm {
  const { form, flags } = lower(bind(parse(text), tree, { asRouter: true }));
  return plainForm(normalForm(form, flags));
}

/** A generator of numbers with a seed, so that a failure can be repeated. */
function drawer(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Sample {
  readonly text: string;
  /** Whether a text still has the form of this one. */
  readonly isSame: (text: string) => boolean;
}

/** How many of the changes change the normal form, and the first that do not. */
function sensitivity(samples: readonly Sample[], rounds: number): { changed: number; of: number; missed: string[] } {
  const draw = drawer(20_231_122);
  const result = { changed: 0, of: 0, missed: [] as string[] };
  for (const { text, isSame } of samples) {
    const parsed = parse(text);
    for (let round = 0; round < rounds; round++) {
      for (const mutation of MUTATIONS) {
        const mutated = mutate(parsed, mutation, draw);
        if (mutated === undefined || mutated === text) continue;
        result.of++;
        if (!isSame(mutated)) result.changed++;
        else if (result.missed.length < 20) result.missed.push(`${mutation}: ${firstChange(text, mutated)}`);
      }
    }
  }
  return result;
}

function firstChange(text: string, mutated: string): string {
  let at = 0;
  while (text[at] === mutated[at]) at++;
  return JSON.stringify(mutated.slice(Math.max(0, at - 30), at + 30));
}

const OWN = [
  '/ip firewall filter\nadd action=accept chain=input comment="a b" dst-port=22 protocol=tcp\nadd action=drop chain=input\n/ip dns\nset servers=1.1.1.1,9.9.9.9\n',
  ':local a 1\n:local b 2\n:if ($a + 1 = $b && $b > 0) do={\n  :put "x $a"\n  :log info message=$b\n} else={\n  :error "no"\n  :set a ($b * 2)\n}\n',
  ':foreach i in=[/ip firewall filter find where chain=input and !disabled] do={\n  :put [/ip firewall filter get $i comment]\n  /ip firewall filter remove $i\n}\n',
];

test('a change of one token changes the normal form', () => {
  const files = ownFiles.filter(({ kind }) => kind !== 'template').map(({ text }) => text);
  const samples = [...OWN, ...files].map((text): Sample => {
    const before = formOf(text).join(' ');
    return { text, isSame: (mutated) => formOf(mutated).join(' ') === before };
  });
  const { changed, of, missed } = sensitivity(samples, 40);
  expect(changed / of, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
});

whereShared(() =>
  test("the router's form of a real script is not that of a changed one", () => {
    const samples = readOracle(path.join(sharedFolder, 'oracle')).flatMap(({ form: router, text }): Sample[] => {
      if (router === undefined) return [];
      const isSame = (changed: string): boolean => {
        const { form, flags } = lower(bind(parse(changed), tree, { asRouter: true }));
        return firstDifference(normalForm(form, flags), normalForm(router, flags)).router < 0;
      };
      return isSame(text) ? [{ text, isSame }] : [];
    });
    const { changed, of, missed } = sensitivity(samples, 1);
    expect(of).toBeGreaterThan(1000);
    expect(changed / of, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
  }, 60_000),
);
