import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { listAt } from '../../server/src/features/lists.ts';

const script = [
  '/ip firewall address-list add list=ban address=192.0.2.1',
  '/ip firewall filter',
  'add chain=input action=add-src-to-address-list address-list=ban dst-port=23 protocol=tcp',
  ':if (true) do={ add chain=input action=drop src-address-list=ban }',
  'add chain=input action=accept dst-address-list="!ban"',
  'set [find comment=x] src-address-list=ban',
  'add chain=input action=accept src-address-list=other',
  '/ipv6 firewall filter add chain=input action=drop src-address-list=ban',
  'add chain=forward src-address-list=$ban',
].join('\n');
const analysis = analyse(script);

/** What the list at the n-th `ban` of the script is, its places as source text. */
function at(word: string, occurrence: number): unknown {
  let offset = -1;
  for (let i = 0; i <= occurrence; i++) offset = script.indexOf(word, offset + 1);
  const list = listAt(analysis, offset + 1);
  const source = (places: NonNullable<typeof list>['filled']) =>
    places.map(({ range, rule, negated }) => {
      const line = script.slice(0, range.start).split('\n').length;
      return `${line}: ${script.slice(range.start, range.end)}${rule ? ' rule' : ''}${negated ? ' negated' : ''}`;
    });
  return list && { family: list.family, name: list.name, filled: source(list.filled), asked: source(list.asked) };
}

const ban = {
  family: 'ip',
  name: 'ban',
  filled: ['1: ban', '3: ban rule'],
  asked: ['4: ban rule', '5: "!ban" rule negated', '6: ban'],
};

describe('listAt', () => {
  test.each([0, 1, 2, 3, 4])('place %i of the list tells all places', (occurrence) => {
    expect(at('ban', occurrence)).toEqual(ban);
  });

  test('the name of the argument counts too', () => {
    expect(at('src-address-list', 0)).toEqual(ban);
  });

  test('families are apart', () => {
    expect(at('ban', 5)).toEqual({ family: 'ipv6', name: 'ban', filled: [], asked: ['8: ban rule'] });
  });

  test('other arguments and values of the run time have no list', () => {
    expect(at('dst-port', 0)).toBeUndefined();
    expect(at('$ban', 0)).toBeUndefined();
    expect(listAt(analyse(''), 0)).toBeUndefined();
  });
});
