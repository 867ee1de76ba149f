import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayMeet, projectPlaces } from '../../server/src/project/projectPlaces.ts';

test('each text of a project file with the layer that says it', () => {
  const { texts, zones } = projectPlaces(`{
    "expect": ["a"], "zones": { "z": ["any"] },
    "devices": { "edge": { "files": ["e.rsc"], "expect": ["b"], "zones": { "y": ["192.0.2.1"] } } },
    "overrides": [{ "files": ["*"] }, { "files": ["o.rsc"], "expect": ["c"] }]
  }`);
  const [all, edge] = [{ kind: 'all' }, { kind: 'device', name: 'edge' }];
  expect(texts.map(({ kind, text, layer }) => [kind, text, layer])).toEqual([
    ['expectation', 'a', all],
    ['zone-part', 'any', all],
    ['expectation', 'b', edge],
    ['pattern', 'e.rsc', edge],
    ['zone-part', '192.0.2.1', edge],
    ['pattern', '*', { kind: 'override', index: 0 }],
    ['expectation', 'c', { kind: 'override', index: 1 }],
    ['pattern', 'o.rsc', { kind: 'override', index: 1 }],
  ]);
  expect(zones.map(({ name, layer, parts }) => [name, layer, parts])).toEqual([
    ['z', all, ['any']],
    ['y', edge, ['192.0.2.1']],
  ]);
});

test('two devices have nothing in common, all else may', () => {
  const [all, edge, core] = [
    { kind: 'all' },
    { kind: 'device', name: 'edge' },
    { kind: 'device', name: 'core' },
  ] as const;
  const override = { kind: 'override', index: 0 } as const;
  expect([mayMeet(edge, core), mayMeet(edge, edge), mayMeet(all, core), mayMeet(override, edge)]).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

test('places in a text are those of the file, however it is escaped', () => {
  const escaped = (text: string): string =>
    [...text]
      .map((one, index) => (index % 3 === 0 && one.length === 1 ? unicode(one) : JSON.stringify(one).slice(1, -1)))
      .join('');
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.nat(),
      fc.nat(),
      fc.boolean(),
      (text, a, b, isMarked) => {
        const source = `${isMarked ? '\ufeff' : ''}{ "expect": [ "${escaped(text)}" ] }`;
        const [found] = projectPlaces(source).texts;
        if (found === undefined) throw new Error('there is a text');
        expect(found.text).toBe(text);
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((one, other) => one - other);
        const place = found.inFile({ start: start as number, end: end as number });
        expect(JSON.parse(`"${source.slice(place.start, place.end)}"`)).toBe(text.slice(start, end));
        expect(found.inText(place.start)).toBe(start);
      },
    ),
  );
});

test('any text has an end, also one that is no JSON', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\ \nexpectzons') }), (text) => {
      const source = `{ "expect": ["${text}`;
      for (const { range } of projectPlaces(source).texts) {
        expect(range.start).toBeLessThanOrEqual(range.end);
        expect(range.end).toBeLessThanOrEqual(source.length);
      }
    }),
  );
});

function unicode(one: string): string {
  return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
