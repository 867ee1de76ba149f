import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { expectationFaultSteps, withContradiction } from '../../server/src/expectation/expectationFaults.ts';
import { expectationsOf } from '../../server/src/expectation/expectationsOf.ts';
import { judgeExpectation } from '../../server/src/expectation/judgeExpectation.ts';
import { usualExpectations } from '../../server/src/expectation/usualExpectations.ts';
import { finish } from '../../server/src/text/steps.ts';

const FIREWALL = analyse(`/interface list add name=WAN
/interface list add name=LAN
/interface list member add interface=ether1 list=WAN
/interface list member add interface=bridge list=LAN
/ip address add address=192.168.88.1/24 interface=bridge
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=drop chain=input in-interface-list=WAN
add action=accept chain=input in-interface=ether9
add action=accept chain=input in-interface-list=guests
add action=accept chain=input
`);

/** In short what is wrong with each: its number, the kind, and the number of the other. */
function check(texts: readonly string[], zones: Record<string, readonly string[]> = {}): string[] {
  const read = expectationsOf(FIREWALL.script, { zones }).zones;
  return finish(expectationFaultSteps(texts, FIREWALL, read)).map(({ index, kind, message, other }) =>
    kind === 'contradiction' ? `${index} contradicts ${other}` : `${index} ${message}`,
  );
}

test.each([
  ['a zone that does not exist', 'zone office -> router => refused', 'The file has no zone "office".'],
  [
    'a bare name',
    'offise -> router => refused',
    'The file has no interface, list or zone "offise". Did you mean "office"?',
  ],
  [
    'of no packet',
    'any -> router tcp 22 in=ether1 out=bridge state=nonsense => refused',
    '"nonsense" is no state; write',
  ],
  ['an address of both families', '192.0.2.1 -> 2001:db8::1 => refused', ''],
  ['ports of nothing', 'any -> router icmp 22 => refused', 'icmp has no ports; leave them out.'],
])('%s', (_, text, message) => {
  const zones: Record<string, readonly string[]> = text.includes('offise') ? { office: ['192.0.2.0/24'] } : {};
  const [found, ...more] = check([text], zones);
  expect(found).toContain(`0 ${message}`);
  expect(more).toEqual([]);
});

test('an expectation that no packet can meet', () => {
  expect(check(['! any -> router tcp 22 => refused', 'interfaces WAN -> ! any => accepted'])).toEqual([
    '0 No packet is of this class.',
    '1 No packet is of this class.',
  ]);
});

test('zones that are made of each other', () => {
  const zones = { a: ['zone b', '192.0.2.1'], b: ['c'], c: ['zone a'], d: ['zone d'], e: ['zone b'] };
  expect(check(['zone a -> router => refused', 'd -> router => refused', 'e -> router => refused'], zones)).toEqual([
    '0 The zone "a" is made of itself: "a", "b", "c", "a".',
    '1 The zone "d" is made of itself.',
    '2 The zone "a" is made of itself: "a", "b", "c", "a".',
  ]);
});

test('zones in zones are no circle, however deep', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`z${index}`, [index === 39 ? '192.0.2.1' : `zone z${index + 1}`]]),
  );
  expect(check(['zone z0 -> router => refused'], chain)).toEqual([]);
  const deep = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`z${index}`, [`zone z${index + 1}`]]));
  expect(check(['zone z0 -> router => refused'], deep)[0]).toMatch(
    /^0 The zone "z0" is nested deeper than \d+ zones\.$/,
  );
});

describe('two that contradict each other', () => {
  test.each([
    ['the same class', 'interfaces WAN -> router tcp 22 => accepted', 'interfaces WAN -> router tcp 22 => refused'],
    ['a part of it', 'interfaces WAN -> router => refused', 'interfaces WAN -> router tcp 22 => accepted'],
    [
      'ports that overlap',
      'interfaces WAN -> router tcp 20-25 => refused',
      'interfaces WAN -> router tcp 22-30 => accepted',
    ],
    ['two ways to refuse', 'any -> router tcp 22 => drop', 'interfaces WAN -> router tcp 22 => reject'],
    ['one packet', 'tcp 192.0.2.1 -> :22 in=ether1 => accepted', 'tcp 192.0.2.1 -> :22 in=ether1 => drop'],
    ['through a zone', 'zone out -> router tcp 22 => accepted', 'interfaces WAN -> router tcp 22 => refused'],
  ])('%s', (_, first, second) => {
    expect(check(['any -> router udp 53 => refused', first, second], { out: ['interfaces WAN'] })).toEqual([
      '2 contradicts 1',
    ]);
  });

  test.each([
    ['other ports', 'interfaces WAN -> router tcp 22 => accepted', 'interfaces WAN -> router tcp 23 => refused'],
    ['fates that go together', 'any -> router tcp 22 => drop', 'any -> router tcp 22 => refused'],
    ['other sides', 'interfaces WAN -> router tcp 22 => refused', 'interfaces LAN -> router tcp 22 => accepted'],
    ['other families', 'ipv4 any -> router tcp 22 => refused', 'ipv6 any -> router tcp 22 => accepted'],
    ['router and behind', 'any -> router tcp 22 => refused', 'any -> 192.168.88.7 tcp 22 => accepted'],
    ['other states', 'any -> router tcp 22 => refused', 'any -> router tcp 22 state=established => accepted'],
    [
      'an interface, and a list of which nobody knows the members',
      'interface ether9 -> router => refused',
      'interfaces guests -> router => accepted',
    ],
    ['something else taken for granted', 'any -> router tcp 22 => drop assuming x', 'any -> router tcp 22 => accepted'],
  ])('not so: %s', (_, first, second) => {
    expect(check([first, second])).toEqual([]);
  });
});

test('what a firewall does today contradicts nothing', () => {
  const folder = new URL('../../examples/', import.meta.url);
  let count = 0;
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.rsc'))) {
    const analysis = analyse(readFileSync(new URL(name, folder), 'utf8'));
    const texts = usualExpectations(analysis);
    count += texts.length;
    expect(finish(expectationFaultSteps(texts, analysis, new Map())), name).toEqual([]);
  }
  expect(count).toBeGreaterThan(50);
});

test('the result of either says which other one it contradicts', () => {
  const texts = ['interfaces WAN -> router tcp 22 => accepted', 'interfaces WAN -> router tcp 22 => refused'];
  const problems = finish(expectationFaultSteps(texts, FIREWALL, new Map()));
  const results = texts.map((text, index) =>
    withContradiction(judgeExpectation(text, FIREWALL), index, problems, texts),
  );
  expect(results.map(({ status, message }) => [status, message])).toEqual([
    ['failed', expect.stringMatching(new RegExp(` It contradicts "${texts[1]}": no firewall can hold both\\.$`))],
    ['held', 'It holds for all packets of the class.'],
  ]);
});
