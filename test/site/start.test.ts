import { describe, expect, test } from 'vitest';
import { shareFragment } from '../../client/src/playground/shareLink.ts';
import { askedFor } from '../../client/src/playground/start.ts';

const FILES: Readonly<Record<string, unknown>> = {
  'examples.json': { examples: { 'open-router': '/ip firewall filter\n' } },
  'rule-examples.json': {
    'rule-one': { bad: 'bad\n', good: 'good\n', settings: { persona: 'pedantic' } },
    'rule-two': { bad: 'worse\n', good: 'better\n', settings: {} },
  },
};

async function load(file: string): Promise<unknown> {
  if (!Object.hasOwn(FILES, file)) throw new Error(`${file} was asked for`);
  return FILES[file];
}

describe('a fragment asks for', () => {
  test.each([
    ['', undefined],
    ['#', undefined],
    ['#main', undefined],
    ['#rule=rule-one', { text: 'bad\n', title: 'the bad example of rule-one', settings: { persona: 'pedantic' } }],
    ['#rule=rule-two&good', { text: 'better\n', title: 'the good example of rule-two', settings: {} }],
    ['#example=open-router', { text: '/ip firewall filter\n', title: 'the example open-router', settings: {} }],
  ])('%j', async (hash, expected) => {
    expect(await askedFor(hash, load)).toEqual(expected);
  });

  test.each(['#rule=none', '#rule=', '#rule=constructor', '#rule=__proto__', '#example=none', '#example=toString'])(
    '%j, which there is not',
    async (hash) => {
      expect(await askedFor(hash, load)).toEqual({ fault: expect.stringContaining('Your own text is untouched.') });
    },
  );

  test('a script', async () => {
    const hash = `#${await shareFragment(':put 1\n')}`;
    expect(await askedFor(hash, load)).toEqual({ text: ':put 1\n', title: 'the script of the link', settings: {} });
  });
});
