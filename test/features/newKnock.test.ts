import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { select } from '../../server/src/diagnostics/selection.ts';
import { newKnock } from '../../server/src/features/newKnock.ts';
import { type KnockScriptOptions, seeded } from '../../server/src/knock/write/knockScript.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

const WISHES: KnockScriptOptions = {
  ...{ steps: 3, grant: '30m', opens: ['ssh'], protocols: ['tcp'], trap: true, ipv6: false, wan: 'WAN' },
  random: seeded(1),
};
const FIREWALL = `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept in-interface-list=LAN
add chain=input action=drop in-interface-list=WAN
`;

/** The text with the knock in it, and what was said of it. */
function check(
  text: string,
  wishes: Partial<KnockScriptOptions> = {},
): { text: string; place: string; report: string } {
  const found = newKnock(analyse(text), { ...WISHES, ...wishes });
  if ('fault' in found) throw new Error(found.fault);
  return { text: applyEdits(text, found.edits), place: found.place, report: found.report.join('\n') };
}

/** A knock that works, in a text of which nothing is to be said. */
function works(text: string, knocks = 1): void {
  const { findings, problems, knocks: found } = analyse(text);
  expect([...select(findings, {}), ...problems]).toEqual([]);
  expect(found.map(({ verdict }) => verdict)).toEqual(Array(knocks).fill('works'));
}

describe('a new knock', () => {
  test('goes above the drop of the rest, and is judged before it is there', () => {
    const { text, place, report } = check(FIREWALL);
    expect(place).toBe('above line 4, which drops the rest');
    expect(text.split('\n').at(-2)).toBe('add chain=input action=drop in-interface-list=WAN');
    expect(report).toContain('works. Every stage leads to the next');
    expect(report).toContain('sweep of all ports at 20,000 packets/s: stays shut');
    works(text);
  });

  test('comes as data, too: the knock for each family, and what would be found then', () => {
    const found = newKnock(analyse(FIREWALL), { ...WISHES, ipv6: true, trap: false });
    if ('fault' in found) throw new Error(found.fault);
    const knock = { verdict: 'works', grant: { timeout: '30m' }, strength: { opens: ['ssh'], spoofed: [] } };
    expect(found.knocks).toMatchObject([knock, knock]);
    expect(found.warnings).toEqual([1, 2].map(() => expect.stringMatching(/^A wrong port costs a scanner nothing: /)));
  });

  test('is a whole chain in a file without one', () => {
    const { text, place } = check('/system identity\nset name=edge');
    expect(place).toBe('a new chain input at the end of the file');
    expect(text.startsWith('/system identity\nset name=edge\n# Port knock of 3 steps for ssh')).toBe(true);
    works(text);
  });

  test('has lists of its own beside another', () => {
    const { text } = check(check(FIREWALL, { trap: false }).text, { trap: false, random: seeded(2) });
    expect(text).toContain('address-list=knock1-2 ');
    expect(analyse(text).knocks.map(({ verdict }) => verdict)).toEqual(['works', 'works']);
  });

  test('is told of where the trap of another catches it', () => {
    const { report } = check(check(FIREWALL).text, { random: seeded(2) });
    expect(report).toContain('error genuine-knock-trips-trap');
  });

  test('goes to the end where nothing drops the rest', () => {
    const { place } = check('/ip firewall filter\nadd chain=input action=accept protocol=icmp\n');
    expect(place).toBe('the end of the file, since no rule of /ip drops the rest');
  });

  test('for IPv6 is there, too', () => {
    const both = `${FIREWALL}${FIREWALL.replace('/ip ', '/ipv6 ').replace('add chain=input action=accept in', 'add chain=input action=accept protocol=icmpv6\nadd chain=input action=accept in')}`;
    const { text, place } = check(both, { ipv6: true });
    expect(place).toBe('above line 4, which drops the rest, and above line 9, which drops the rest');
    works(text, 2);
  });

  test('says what comes with it', () => {
    expect(check(FIREWALL, { trap: false }).report).toContain('warning missing-blacklist: A wrong port costs');
    expect(newKnock(analyse(FIREWALL), { ...WISHES, steps: 1 })).toEqual({
      fault: 'A knock has 2 to 8 steps, not 1; 3 or 4 are usual.',
    });
  });

  test('goes above the drop of the default firewall where the router is taken to have it', () => {
    const options = { assume: 'defconf' } as const;
    const before = '/system identity\nset name=edge\n';
    const found = newKnock(analyse(before, options), WISHES);
    if ('fault' in found) throw new Error(found.fault);
    expect(found.place).toBe('above the default rule "defconf: drop all not coming from LAN"');
    expect(found.report.join('\n')).toContain('works. ');
    const after = analyse(applyEdits(before, found.edits), options);
    expect(after.knocks.map(({ verdict }) => verdict)).toEqual(['works']);
    expect(select(after.findings, {})).toEqual([]);
  });
});
