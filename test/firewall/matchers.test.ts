import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { Interpreter } from '../../server/src/firewall/interpret.ts';
import { type Packet, parsePacket } from '../../server/src/packet/packet.ts';

const ROUTER = `/interface list add name=LAN
/interface list member add list=LAN interface=bridge
/interface bridge add name=bridge
/interface vlan add name=vlan5 interface=bridge vlan-id=5
/ip address add address=192.0.2.1/24 interface=ether1
/ip address add address=192.168.88.1/24 interface=bridge
/ipv6 address add address=2001:db8:1::1/64 interface=bridge
/ip firewall address-list
add list=friends address=192.0.2.64/26
add list=friends address=198.51.100.9
add list=maybe address=friends.example.com
add list=off address=198.51.100.7 disabled=yes
/ipv6 firewall address-list add list=friends address=2001:db8::/64
`;

type Answer = 'yes' | 'no' | 'open';

/** Whether a rule with these matchers matches each of the packets: yes, no, or not settled by the file. */
function check(matchers: string, expected: Readonly<Record<string, Answer>>, family: 'ip' | 'ipv6' = 'ip'): void {
  const rules = ['input', 'forward'].map((chain) => `add chain=${chain} action=drop ${matchers}\n`);
  const script = `${ROUTER}/${family} firewall filter\n${rules.join('')}`;
  const { firewall } = analyse(script, { rules: [] });
  const answers = Object.keys(expected).map((text) => {
    const { steps } = new Interpreter(firewall).send(packet(text));
    const step = steps.find(({ rule }) => rule.table === 'filter');
    return [text, step?.doubtful === true ? 'open' : step?.matched === true ? 'yes' : 'no'];
  });
  expect(Object.fromEntries(answers), matchers).toEqual(expected);
}

/** The same, and for the negation the contrary. */
function checkBoth(matcher: string, value: string, expected: Readonly<Record<string, Answer>>, also = ''): void {
  const contrary: Readonly<Record<Answer, Answer>> = { yes: 'no', no: 'yes', open: 'open' };
  check(`${also} ${matcher}=${value}`, expected);
  const negated = Object.entries(expected).map(([text, answer]) => [text, contrary[answer]] as const);
  check(`${also} ${matcher}=!${value}`, Object.fromEntries(negated));
}

function packet(text: string): Packet {
  const parsed = parsePacket(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed;
}

const TCP = 'tcp 198.51.100.7 -> :22';

describe('ports and protocols', () => {
  test('by name and by number', () => {
    checkBoth('protocol', 'tcp', { [TCP]: 'yes', 'udp 198.51.100.7 -> :22': 'no' });
    checkBoth('protocol', '6', { [TCP]: 'yes', 'icmp 198.51.100.7 ->': 'no' });
    checkBoth('protocol', '17', { [TCP]: 'no', 'udp 198.51.100.7 -> :22': 'yes' });
  });
  test('ports, where a packet has any', () => {
    checkBoth(
      'dst-port',
      '20-22,80',
      { [TCP]: 'yes', 'tcp 198.51.100.7 -> :23': 'no', 'tcp 198.51.100.7 -> :80': 'yes' },
      'protocol=tcp',
    );
    checkBoth('src-port', '40000', { [TCP]: 'yes', 'tcp 198.51.100.7:22 -> :22': 'no' }, 'protocol=tcp');
    checkBoth(
      'port',
      '22',
      { [TCP]: 'yes', 'tcp 198.51.100.7:22 -> :80': 'yes', 'tcp 198.51.100.7:23 -> :80': 'no' },
      'protocol=tcp',
    );
    check('dst-port=!22', { 'icmp 198.51.100.7 ->': 'no' });
    check('src-port=!22', { 'icmp 198.51.100.7 ->': 'no' });
    check('port=!22', { 'icmp 198.51.100.7 ->': 'no' });
    check('protocol=tcp dst-port=$p', { [TCP]: 'open', 'icmp 198.51.100.7 ->': 'no' });
  });
  test('sizes', () => {
    checkBoth('packet-size', '100-200', {
      'icmp 198.51.100.7 -> size=100': 'yes',
      'icmp 198.51.100.7 -> size=99': 'no',
    });
    check('packet-size=40-60', { [`${TCP} size=60`]: 'yes' });
  });
  test('types of ICMP', () => {
    checkBoth(
      'icmp-options',
      '8:0',
      {
        'icmp 198.51.100.7 -> icmp=8:0': 'yes',
        'icmp 198.51.100.7 -> icmp=0:0': 'no',
        'icmp 198.51.100.7 -> icmp=8:1': 'no',
      },
      'protocol=icmp',
    );
    checkBoth(
      'icmp-options',
      '3:1-3',
      {
        'icmp 198.51.100.7 -> icmp=3:3': 'yes',
        'icmp 198.51.100.7 -> icmp=3:1': 'yes',
        'icmp 198.51.100.7 -> icmp=3:4': 'no',
        'icmp 198.51.100.7 -> icmp=3:0': 'no',
      },
      'protocol=icmp',
    );
    check('icmp-options=!8:0', { [TCP]: 'no' });
    check(
      'icmp-options=128:0',
      { 'icmpv6 [2001:db8::7] -> icmp=128:0': 'yes', 'tcp [2001:db8::7]:1 -> :1': 'no' },
      'ipv6',
    );
  });
  test('flags of TCP', () => {
    const packets: Readonly<Record<string, Answer>> = {
      [`${TCP} flags=syn`]: 'yes',
      [`${TCP} flags=syn,ack`]: 'no',
      [`${TCP} state=new`]: 'yes',
      [`${TCP} state=established`]: 'no',
    };
    check('protocol=tcp tcp-flags=syn,!ack', packets);
    check('tcp-flags=ack', {
      [`${TCP} state=established`]: 'yes',
      [`${TCP} state=new`]: 'no',
      'udp 198.51.100.7 -> :22': 'no',
    });
    check('tcp-flags=syn', { [`${TCP} state=related`]: 'open' });
    check('tcp-flags=!syn', { 'udp 198.51.100.7 -> :22': 'no' });
  });
});

describe('addresses', () => {
  test('of the sender', () => {
    checkBoth('src-address', '198.51.100.0/24', { [TCP]: 'yes', 'tcp 203.0.113.7 -> :22': 'no' });
    checkBoth('src-address', '198.51.100.1-198.51.100.7', { [TCP]: 'yes', 'tcp 198.51.100.8 -> :22': 'no' });
    check(
      'src-address=2001:db8::/32',
      { 'tcp [2001:db8::7]:1 -> :22': 'yes', 'tcp [2001:db9::7]:1 -> :22': 'no' },
      'ipv6',
    );
  });
  test('of the router, where a packet goes to it without saying which', () => {
    checkBoth('dst-address', '192.0.2.1', {
      'tcp 198.51.100.7 -> 192.0.2.1:22': 'yes',
      'tcp 198.51.100.7 -> 192.168.88.1:22': 'no',
      [`${TCP} in=bridge`]: 'no',
      [TCP]: 'open',
    });
    checkBoth('dst-address', '192.0.2.0/24', {
      'tcp 198.51.100.7 -> 192.0.2.9:22': 'yes',
      'tcp 198.51.100.7 -> 203.0.113.1:22': 'no',
    });
    check('dst-address=0.0.0.0/0', { [TCP]: 'yes' });
  });
  test('by their type', () => {
    checkBoth('dst-address-type', 'local', {
      [TCP]: 'yes',
      'tcp 198.51.100.7 -> 192.0.2.1:22': 'yes',
      'tcp 198.51.100.7 -> 203.0.113.1:22': 'no',
    });
    checkBoth('dst-address-type', 'broadcast', {
      'udp 198.51.100.7 -> 255.255.255.255:22': 'yes',
      'udp 198.51.100.7 -> 192.0.2.255:22': 'yes',
      [TCP]: 'no',
    });
    checkBoth('dst-address-type', 'multicast', { 'udp 198.51.100.7 -> 224.0.0.1:22': 'yes', [TCP]: 'no' });
    checkBoth('dst-address-type', 'unicast', { 'tcp 198.51.100.7 -> 203.0.113.1:22': 'yes', [TCP]: 'no' });
    checkBoth('dst-address-type', 'local,multicast', {
      [TCP]: 'yes',
      'udp 198.51.100.7 -> 224.0.0.1:22': 'yes',
      'tcp 198.51.100.7 -> 203.0.113.1:22': 'no',
    });
    checkBoth('src-address-type', 'local', { 'tcp 192.0.2.1 -> :22': 'yes', [TCP]: 'no' });
    checkBoth('src-address-type', 'unicast', { 'tcp 192.0.2.1 -> :22': 'no', [TCP]: 'yes' });
  });
  test('on lists', () => {
    checkBoth('src-address-list', 'friends', {
      'tcp 192.0.2.64 -> :22': 'yes',
      'tcp 192.0.2.63 -> :22': 'no',
      'tcp 198.51.100.9 -> :22': 'yes',
    });
    checkBoth('dst-address-list', 'friends', {
      'tcp 203.0.113.7 -> 192.0.2.100:22': 'yes',
      'tcp 203.0.113.7 -> 203.0.113.8:22': 'no',
    });
    checkBoth('src-address-list', 'maybe', { [TCP]: 'open' });
    checkBoth('src-address-list', 'off', { [TCP]: 'no' });
    checkBoth('src-address-list', 'elsewhere', { [TCP]: 'open' });
    check(
      'src-address-list=friends',
      { 'tcp [2001:db8::7]:1 -> :22': 'yes', 'tcp [2001:db8:0:1::7]:1 -> :22': 'no' },
      'ipv6',
    );
  });
});

describe('interfaces', () => {
  test('by name', () => {
    checkBoth('in-interface', 'ether1', { [`${TCP} in=ether1`]: 'yes', [`${TCP} in=ether2`]: 'no', [TCP]: 'open' });
    checkBoth('in-interface', 'all-vlan', { [`${TCP} in=vlan5`]: 'yes', [`${TCP} in=bridge`]: 'no' });
    checkBoth('in-interface', 'all-ethernet', { [`${TCP} in=ether1`]: 'yes', [`${TCP} in=vlan5`]: 'no' });
  });
  test('by list', () => {
    checkBoth('in-interface-list', 'LAN', { [`${TCP} in=bridge`]: 'yes', [`${TCP} in=ether1`]: 'no', [TCP]: 'open' });
    check('in-interface-list=all', { [TCP]: 'yes', [`${TCP} in=ether1`]: 'yes' });
    check('in-interface-list=none', { [TCP]: 'no', [`${TCP} in=ether1`]: 'no' });
  });
  test('by which it leaves', () => {
    const through = 'tcp 198.51.100.7 -> 203.0.113.1:22';
    check('out-interface=ether1', { [TCP]: 'no', [`${through} out=ether1`]: 'yes', [`${through} out=bridge`]: 'no' });
    check('out-interface=!ether1', { [TCP]: 'yes', [`${through} out=ether1`]: 'no', [`${through} out=bridge`]: 'yes' });
    check('out-interface-list=LAN', { [TCP]: 'no', [`${through} out=bridge`]: 'yes', [`${through} out=ether1`]: 'no' });
    // A route to a network of the router's own tells which.
    check('out-interface=bridge', { 'tcp 198.51.100.7 -> 192.168.88.9:22': 'yes' });
    check('out-interface-list=!LAN', {
      'tcp 198.51.100.7 -> 192.168.88.9:22': 'no',
      'tcp 198.51.100.7 -> 192.0.2.9:22': 'yes',
    });
  });
});

describe('what connection tracking and marks know', () => {
  test('states', () => {
    checkBoth('connection-state', 'new', { [TCP]: 'yes', [`${TCP} state=established`]: 'no' });
    checkBoth('connection-state', 'established,related', {
      [`${TCP} state=related`]: 'yes',
      [`${TCP} state=invalid`]: 'no',
      [`${TCP} state=untracked`]: 'no',
    });
  });
  test('NAT', () => {
    check('connection-nat-state=dstnat', { [TCP]: 'no' });
    check('connection-nat-state=!dstnat', { [TCP]: 'yes' });
    check('connection-nat-state=srcnat,dstnat', { [TCP]: 'no' });
  });
  test('marks that nobody sets', () => {
    checkBoth('packet-mark', 'no-mark', { [TCP]: 'yes' });
    checkBoth('packet-mark', 'x', { [TCP]: 'no' });
    checkBoth('routing-mark', 'x', { [TCP]: 'no' });
    checkBoth('connection-mark', 'no-mark', { [TCP]: 'yes' });
    check('connection-mark=!x', { [`${TCP} state=invalid`]: 'no', [`${TCP} state=untracked`]: 'no', [TCP]: 'yes' });
  });
  test('IPsec', () => {
    checkBoth('ipsec-policy', 'in,none', { [TCP]: 'yes' });
    checkBoth('ipsec-policy', 'in,ipsec', { [TCP]: 'no' });
  });
});

describe('what a packet does not show', () => {
  test.each([
    'content=x',
    'layer7-protocol=x',
    'time=8h-9h,mon',
    'nth=2,1',
    'random=50',
    'dscp=5',
    'ttl=equal:1',
    'hotspot=auth',
    'priority=1',
  ])('%s', (matcher) => {
    check(matcher, { [TCP]: 'open' });
    check(`protocol=udp ${matcher}`, { [TCP]: 'no' });
  });
  test('rates are kept, and scans are few', () => {
    check('limit=10,5:packet', { [TCP]: 'yes' });
    check('dst-limit=10,5,src-address/1m', { [TCP]: 'yes' });
    check('connection-limit=10,32', { [TCP]: 'no' });
    check('psd=21,3s,3,1', { [TCP]: 'no' });
  });
  test('headers that only some packets have', () => {
    check('src-mac-address=02:00:00:00:00:01', { [TCP]: 'open' });
    check('tls-host=*.example.com', { [TCP]: 'open', 'udp 198.51.100.7 -> :443': 'no' });
    check('tls-host=!*.example.com', { 'udp 198.51.100.7 -> :443': 'no' });
  });
});
