import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { Interpreter } from '../../server/src/firewall/interpret.ts';
import { PacketSpace } from '../../server/src/firewall/packetSpace.ts';
import { type Packet, parsePacket } from '../../server/src/packet/packet.ts';
import { properties } from '../support/properties.ts';

const NAMES = ['ether1', 'ether2', 'lan', 'v1', 'v2', '<pppoe-x>', 'elsewhere'];
const LISTS = ['A', 'B', 'C'];
const MATCHERS = [
  ...NAMES.map((name) => `in-interface=${name}`),
  ...LISTS.flatMap((name) => [`in-interface-list=${name}`, `in-interface-list=!${name}`]),
  ...['static', '!dynamic', 'all', '!none'].map((name) => `in-interface-list=${name}`),
  ...['all-ethernet', '!all-vlan', 'all-ppp'].map((name) => `in-interface=${name}`),
];

const line = fc.oneof(
  fc
    .record({
      name: fc.constantFrom(...LISTS),
      include: fc.subarray([...LISTS, 'all', 'static'], { maxLength: 2 }),
      exclude: fc.subarray([...LISTS, 'dynamic'], { maxLength: 1 }),
    })
    .map(({ name, include, exclude }) => {
      const lists = `${include.length > 0 ? ` include=${include}` : ''}${exclude.length > 0 ? ` exclude=${exclude}` : ''}`;
      return `/interface list add name=${name}${lists}`;
    }),
  fc
    .tuple(fc.constantFrom(...LISTS), fc.constantFrom(...NAMES))
    .map(([list, name]) => `/interface list member add list=${list} interface=${name}`),
  fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES))
    .map(([bridge, name]) => `/interface bridge port add bridge=${bridge} interface=${name}`),
  fc.constantFrom(...NAMES).map((name) => `/interface vlan add name=${name} interface=ether9 vlan-id=2`),
  fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES))
    .map(([old, name]) => `/interface ethernet set [find default-name=${old}] name=${name}`),
);

test('the sets of packets say of an interface what the interpreter says, and leave open what it leaves open', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          line,
          line.map((one) => `:if ($x) do={ ${one} }`),
        ),
        { maxLength: 10 },
      ),
      fc.boolean(),
      (lines, isExport) => {
        const header = isExport ? '# 2026-01-01 00:00:00 by RouterOS 7.20\n' : '';
        const rules = MATCHERS.map((matcher) => `add chain=input action=log ${matcher}`).join('\n');
        const { firewall } = analyse(`${header}${lines.join('\n')}\n/ip firewall filter\n${rules}\n`, { rules: [] });
        const space = new PacketSpace(firewall, 'ip');
        for (const name of NAMES) {
          const packet = { ...(parsePacket('tcp 198.51.100.7 -> :22') as Packet), inInterface: name };
          const number = space.interfaceNumber(firewall.interfaces.atLayer3(name));
          for (const { rule, matched, doubtful } of new Interpreter(firewall).send(packet).steps) {
            const products = space.match(rule).products;
            const said = [0, 1].map((atom) =>
              products.some((box) =>
                box.every(({ dimension, set }) =>
                  set.contains(space.info(dimension).name === 'in-interface' ? number : atom),
                ),
              ),
            );
            const words = rule.matchers.map(({ property }) => property.text).join();
            // What an interface is by the name that the router gives it, only the interpreter reads.
            const isNamed = /static|dynamic|all-/.test(words) && /[0-9<]/.test(firewall.interfaces.atLayer3(name));
            if (!doubtful && !isNamed) expect([name, words, ...said]).toEqual([name, words, matched, matched]);
            else if (!doubtful) expect([name, words, said.includes(matched)]).toEqual([name, words, true]);
            else expect([name, words, said[0] !== said[1]]).toEqual([name, words, true]);
          }
        }
      },
    ),
    properties(300),
  );
});
