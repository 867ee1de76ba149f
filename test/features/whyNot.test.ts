import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { exposureOf } from '../../server/src/exposure/exposureOf.ts';
import { whyNot } from '../../server/src/features/whyNot.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

/** What is said of the cell, and the lines that come in; the cell is open in the new text and no other has changed. */
function check(script: string, from: string, to: string): string {
  const analysis = analyse(script, { rules: [] });
  const found = whyNot(analysis, { from, to, family: 'ip' });
  if ('fault' in found) return `fault: ${found.fault}`;
  const text = applyEdits(script, found.edits);
  const states = (of: string): Map<string, string> =>
    new Map(
      exposureOf(analyse(of, { rules: [] }))
        .cells.filter(({ family }) => family === 'ip')
        .map((cell) => [`${cell.from} | ${cell.to}`, cell.state]),
    );
  const [before, after] = [states(script), states(text)];
  const changed = [...after].filter(([place, state]) => before.get(place) !== undefined && before.get(place) !== state);
  const lines = text.split('\n').filter((line) => !script.split('\n').includes(line));
  return [found.reason, ...lines, ...changed.map(([place, state]) => `${place}: ${state}`), found.packet ?? ''].join(
    '\n',
  );
}

const HEAD = `# 2026-11-01 10:00:00 by RouterOS 7.20
/interface bridge
add name=bridge
/ip address
add address=192.168.88.1/24 interface=bridge
/ip dhcp-client
add interface=ether1
`;
const FILTER = `/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input in-interface=bridge
add action=drop chain=input
add action=accept chain=forward connection-state=established,related
add action=accept chain=forward in-interface=bridge
add action=drop chain=forward
`;
const FORWARD = `/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1
add action=dst-nat chain=dstnat in-interface=ether1 protocol=tcp dst-port=8443 to-addresses=192.168.88.5 to-ports=443
`;

test('a service: by the side and the port alone', () => {
  expect(check(`${HEAD}${FILTER}${FORWARD}`, 'internet', 'router tcp 22')).toBe(`Refused by line 11.
add action=accept chain=input dst-port=22 in-interface=ether1 protocol=tcp
internet | router tcp 22: open
tcp 198.51.100.7:40000 -> :22 in=ether1`);
});

test('a forwarded port: as the packets are behind dst-nat', () => {
  expect(
    check(`${HEAD}${FILTER}${FORWARD}`, 'internet', 'router tcp 8443 to 192.168.88.5:443'),
  ).toBe(`Refused by line 14.
add action=accept chain=forward dst-address=192.168.88.5 dst-port=443 in-interface=ether1 protocol=tcp
internet | router tcp 8443 to 192.168.88.5:443: open
internet | 192.168.88.0/24: limited
internet | 192.168.88.5: limited
tcp 198.51.100.7:40000 -> 192.168.88.1:8443 in=ether1`);
});

test('a rule of raw and one of the filter in the way: an accept above each', () => {
  const raw = `/ip firewall raw
add action=drop chain=prerouting in-interface=ether1 protocol=tcp
`;
  expect(check(`${HEAD}${FILTER}${FORWARD}${raw}`, 'internet', 'router tcp 22').split('\n').slice(0, 3)).toEqual([
    'Refused by line 19.',
    'add action=accept chain=input dst-port=22 in-interface=ether1 protocol=tcp',
    'add action=accept chain=prerouting dst-port=22 in-interface=ether1 protocol=tcp',
  ]);
});

test.each([
  [
    'what nobody listens to',
    'internet',
    'router tcp 443',
    'The filter refuses it, and nothing listens: /ip/service is off.',
  ],
  ['what is open', 'interface bridge', 'router tcp 22', 'It is not closed.'],
  ['a cell that is gone', 'interface ether7', 'router tcp 22', 'The firewall has changed, and this cell is gone.'],
])('no accept for %s', (_, from, to, fault) => {
  expect(check(`${HEAD}${FILTER}${FORWARD}`, from, to)).toBe(`fault: ${fault}`);
});
