import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { Interpreter } from '../../server/src/firewall/interpret.ts';
import { type Packet, parsePacket } from '../../server/src/packet/packet.ts';

const FILTER = '/ip firewall filter\n';
const RAW = '/ip firewall raw\n';

/** How a rule `accept MATCHER` above a drop answers to packets of each interface: yes, no or open. */
function check(script: string, matcher: string, expected: Readonly<Record<string, 'yes' | 'no' | 'open'>>): void {
  const { firewall } = analyse(
    `${script}\n${RAW}add chain=prerouting action=accept ${matcher}\nadd chain=prerouting action=drop\n`,
    { rules: [] },
  );
  for (const [name, answer] of Object.entries(expected)) {
    const packet = parsePacket(`tcp 198.51.100.7 -> :8291 in=${name}`);
    const { steps } = new Interpreter(firewall).send(packet as Packet);
    const step = steps.find(({ rule }) => rule.table === 'raw');
    expect(`${name} ${step?.doubtful === true ? 'open' : step?.matched === true ? 'yes' : 'no'}`).toBe(
      `${name} ${answer}`,
    );
  }
}

const LISTS = `/interface list
add name=LAN
add name=GUEST
/interface list member
add interface=vlan10 list=LAN
add interface=vlan20 list=LAN
add interface=vlan20 list=GUEST
`;

describe('lists', () => {
  test('that the file makes hold what it puts on them', () => {
    check(LISTS, 'in-interface-list=LAN', { vlan10: 'yes', vlan30: 'no' });
    check(LISTS, 'in-interface-list=!LAN', { vlan10: 'no', vlan30: 'yes' });
  });

  test('that the file only adds to may hold others', () => {
    const script = '/interface list member add interface=vlan10 list=LAN';
    check(script, 'in-interface-list=LAN', { vlan10: 'yes', vlan30: 'open' });
    check(script, 'in-interface-list=!LAN', { vlan10: 'no', vlan30: 'open' });
  });

  test('of which nothing is known', () => {
    check('', 'in-interface-list=LAN', { ether1: 'open', LAN: 'yes' });
    check(`${FILTER}add chain=forward in-interface-list=WAN`, 'in-interface-list=!LAN', { WAN: 'yes' });
    check('/interface list add name=LAN', 'in-interface-list=LAN', { ether1: 'open' });
  });

  test('with others in them', () => {
    const both = '/interface list add include=LAN exclude=GUEST name=';
    check(`${LISTS}${both}OWN`, 'in-interface-list=OWN', { vlan10: 'yes', vlan20: 'no', vlan30: 'no' });
    // Own members come last, whatever is excluded.
    const own = '\n/interface list member add list=OWN interface=vlan20';
    check(`${LISTS}${both}OWN${own}`, 'in-interface-list=OWN', { vlan10: 'yes', vlan20: 'yes' });
    check(`${LISTS}/interface list add include=all exclude=GUEST name=OWN`, 'in-interface-list=OWN', {
      vlan10: 'yes',
      vlan20: 'no',
      vlan30: 'yes',
    });
    check(`${LISTS}/interface list add include=LAN,ELSEWHERE name=OWN`, 'in-interface-list=OWN', {
      vlan10: 'yes',
      vlan30: 'open',
    });
  });

  test('that include each other', () => {
    const circle = '/interface list add name=A include=B\n/interface list add name=B include=A\n';
    check(circle, 'in-interface-list=A', { ether1: 'open' });
    check(`${circle}/interface list member add list=B interface=ether1`, 'in-interface-list=A', {
      ether1: 'yes',
      ether2: 'open',
    });
    check('/interface list add name=A include=A', 'in-interface-list=A', { ether1: 'open' });
  });

  test('that the router keeps', () => {
    check('', 'in-interface-list=all', { ether1: 'yes' });
    check('', 'in-interface-list=none', { ether1: 'no' });
    const script = '/interface vlan add name=v interface=ether1 vlan-id=2';
    check(script, 'in-interface-list=static', { ether1: 'yes', v: 'yes', '<l2tp-ann>': 'no', other: 'open' });
    check(script, 'in-interface-list=!dynamic', { ether1: 'yes', v: 'yes', '<l2tp-ann>': 'no', other: 'open' });
  });

  test('with a member on a condition, a member that is computed, and one that is switched off', () => {
    const script = (member: string): string => `/interface list add name=LAN\n/interface list member\n${member}`;
    check(script(':if ($x) do={ add list=LAN interface=ether1 }'), 'in-interface-list=LAN', { ether1: 'open' });
    check(script('add list=LAN interface=$x'), 'in-interface-list=LAN', { ether1: 'open' });
    check(
      script('add list=LAN interface=ether2\nadd list=LAN interface=ether1 disabled=yes'),
      'in-interface-list=LAN',
      {
        ether1: 'no',
      },
    );
  });

  test('of the default configuration, and what the file adds', () => {
    const place = `${FILTER}add chain=input protocol=icmp place-before=[find comment="defconf: drop invalid"]\n`;
    const script = `${place}/interface list member add list=LAN interface=wg0`;
    check(script, 'in-interface-list=LAN', { bridge: 'yes', wg0: 'yes', ether1: 'no', ether5: 'open' });
    check(script, 'in-interface-list=WAN', { bridge: 'no', ether1: 'yes', wg0: 'open' });
  });
});

describe('kinds', () => {
  const script = `/interface pppoe-client add name=isp interface=ether1
/interface vlan add name=guests interface=ether2 vlan-id=2
/interface bridge add name=lan`;
  test.each([
    ['all-ethernet', { ether1: 'yes', 'sfp-sfpplus1': 'yes', isp: 'no', guests: 'no', lan: 'no', other: 'open' }],
    ['all-ppp', { isp: 'yes', 'pppoe-out1': 'yes', '<l2tp-ann>': 'yes', ether1: 'no', lan: 'no', other: 'open' }],
    ['all-vlan', { guests: 'yes', ether1: 'no', lan: 'no', vlan10: 'open' }],
    ['all-wireless', { wlan1: 'yes', ether1: 'no' }],
    ['!all-ppp', { isp: 'no', ether1: 'yes', other: 'open' }],
  ] as const)('%s', (kind, expected) => check(script, `in-interface=${kind}`, expected));
});

describe('names', () => {
  test.each([
    ['/interface ethernet\nset [ find default-name=ether1 ] name=wan'],
    ['/interface ethernet\nset ether1 name=wan'],
    ['/interface set [find name=ether1] name=wan'],
    ['/interface ethernet set [find default-name=ether1] name=isp\n/interface set isp name=wan'],
  ])('%s', (script) => {
    check(script, 'in-interface=wan', { wan: 'yes', ether1: 'yes', ether2: 'no' });
    check(
      `${script}\n/interface list add name=W\n/interface list member add list=W interface=wan`,
      'in-interface-list=W',
      {
        wan: 'yes',
        ether2: 'no',
      },
    );
  });

  test('that two interfaces exchange', () => {
    const script =
      '/interface ethernet\nset [ find default-name=ether1 ] name=ether2\nset [ find default-name=ether2 ] name=ether1';
    check(script, 'in-interface=ether1', { ether1: 'yes', ether2: 'no' });
  });
});

describe('ports', () => {
  const bridged = `/interface bridge add name=lan
/interface bridge port add bridge=lan interface=ether2
/interface bonding add name=bond1 slaves=ether3,ether4
/interface bridge port add bridge=lan interface=bond1
`;

  test('send their packets by their bridge', () => {
    check(bridged, 'in-interface=lan', { lan: 'yes', ether2: 'yes', ether3: 'yes', bond1: 'yes', ether1: 'no' });
  });

  test('make a rule invalid that asks for them, negated or not', () => {
    for (const name of ['ether2', '!ether2', 'ether3', 'bond1']) {
      check(bridged, `in-interface=${name}`, { lan: 'no', ether2: 'no', ether1: 'no' });
    }
  });

  test('are members of lists in vain', () => {
    const script = `${bridged}/interface list add name=LAN\n/interface list member add list=LAN interface=ether2`;
    check(script, 'in-interface-list=LAN', { lan: 'no', ether2: 'no' });
  });

  test('that are switched off or on a condition', () => {
    check('/interface bridge port add bridge=lan interface=ether2 disabled=yes', 'in-interface=ether2', {
      ether2: 'yes',
    });
    check(':if ($x) do={ /interface bridge port add bridge=lan interface=ether2 }', 'in-interface=ether2', {
      ether2: 'yes',
    });
  });

  test('in a circle are none', () => {
    check('/interface bridge port add bridge=lan interface=lan', 'in-interface=lan', { lan: 'yes' });
    const circle = '/interface bridge port\nadd bridge=a interface=b\nadd bridge=b interface=a';
    check(circle, 'in-interface=a', { a: 'yes', b: 'yes' });
  });
});

test('ten thousand interfaces and lists that include each other take no time', () => {
  const count = 10_000;
  const lines = ['/interface list', 'add name=l0 include=l99'];
  for (let i = 1; i < 100; i++) lines.push(`add name=l${i} include=l${i - 1}`);
  lines.push('/interface bridge port');
  for (let i = 0; i < count; i++) lines.push(`add bridge=b${i + 1} interface=b${i}`);
  lines.push('/interface list member');
  for (let i = 0; i < count; i++) lines.push(`add list=l${i % 100} interface=v${i}`);
  // Of the processor, which other processes do not take.
  const begin = process.cpuUsage();
  check(lines.join('\n'), 'in-interface-list=l50', { v50: 'yes', v51: 'open' });
  const { user, system } = process.cpuUsage(begin);
  expect(user + system).toBeLessThan(5_000_000);
});
