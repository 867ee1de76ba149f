import { expect, test } from 'vitest';
import { strengthSentences } from '../../client/src/newKnock/strengthSentences.ts';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { newKnock } from '../../server/src/features/newKnock.ts';
import { type KnockScriptOptions, seeded } from '../../server/src/knock/write/knockScript.ts';
import { KNOCK_DEFAULTS } from '../../server/src/lsp/protocol.ts';

const FIREWALL = '/ip firewall filter\nadd chain=input action=drop in-interface-list=WAN\n';

function filled(text: string, ...values: (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));
}

function sentences(wishes: Partial<KnockScriptOptions>): string[] {
  const found = newKnock(analyse(FIREWALL), { ...KNOCK_DEFAULTS, random: seeded(3), ...wishes });
  if ('fault' in found || found.knocks[0] === undefined) throw new Error('There is no knock.');
  return strengthSentences(found.knocks[0], filled);
}

test('the knock that is proposed', () => {
  expect(sentences({})).toEqual([
    '4 packets in order open ssh, winbox for 30m.',
    'No sweep of all ports opens it, and none of 2,000 scans in random order did.',
    'A wrong port bans its sender for 5 min, and a forged packet bans others.',
  ]);
});

test('a weak one: a sweep opens it, and a wrong port costs nothing', () => {
  expect(sentences({ steps: 2, trap: false }).slice(1)).toEqual([
    'A sweep of all ports opens it with 32,212 packets, in 1.6 s at 20,000 a second.',
    'A wrong port costs a scanner nothing, since no trap bans it.',
  ]);
});

test('one of which no way in is known says no more', () => {
  const found = newKnock(analyse(FIREWALL), { ...KNOCK_DEFAULTS, random: seeded(3) });
  if ('fault' in found || found.knocks[0] === undefined) throw new Error('There is no knock.');
  expect(strengthSentences({ ...found.knocks[0], strength: null }, filled)).toHaveLength(1);
});
