import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { Interpreter } from '../../server/src/firewall/interpret.ts';
import { formatIpv4 } from '../../server/src/packet/address.ts';
import { type Packet, parsePacket } from '../../server/src/packet/packet.ts';

/** Sends the packets one after the other; each gives its state, the verdict, the rule that decided and the ends it leaves with. */
function check(script: string, story: readonly (readonly [packet: string, outcome: string])[]): void {
  const interpreter = new Interpreter(analyse(script, { rules: [] }).firewall);
  const told = story.map(([text]) => {
    const { verdict, by, state, sent, hook } = interpreter.send(packet(text));
    interpreter.wait(1);
    const end = (address: unknown, port: unknown): string =>
      `${address === undefined ? '' : formatIpv4(Number(address))}${port === undefined ? '' : `:${port}`}`;
    const ends =
      sent === undefined
        ? ''
        : ` ${end(sent.source, sent.sourcePort)} -> ${end(sent.destination, sent.destinationPort)}`;
    return [text, `${state ?? '-'} ${hook} ${verdict}${by === undefined ? '' : ` ${by.chain} ${by.place}`}${ends}`];
  });
  expect(told, script).toEqual(story);
}

function packet(text: string): Packet {
  const parsed = parsePacket(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed;
}

const FILTER = `/ip firewall filter
add chain=forward action=accept connection-state=established,related
add chain=forward action=accept in-interface=lan
add chain=forward action=drop
`;

describe('source NAT', () => {
  const MASQUERADE = `/ip firewall nat add chain=srcnat action=masquerade out-interface=wan\n`;

  test('an answer is translated back behind mangle prerouting, and only for a while', () =>
    check(
      `${MASQUERADE}/ip firewall raw add chain=prerouting action=drop in-interface=wan dst-address=10.0.0.0/8\n${FILTER}`,
      [
        ['tcp 203.0.113.9:443 -> :40000 in=wan', 'new input accept 203.0.113.9:443 -> :40000'],
        [
          'tcp 10.0.0.5:50001 -> 203.0.113.9:443 in=lan out=wan',
          'new forward accept forward 2 :50001 -> 203.0.113.9:443',
        ],
        [
          'tcp 203.0.113.9:443 -> :50001 in=wan',
          'established forward accept forward 1 203.0.113.9:443 -> 10.0.0.5:50001',
        ],
        // Whoever writes the inside address on the wire is stopped where raw looks.
        ['tcp 203.0.113.9:443 -> 10.0.0.5:50001 in=wan', '- forward drop prerouting 1'],
        [
          'tcp 10.0.0.5:50001 -> 203.0.113.9:443 in=lan out=wan',
          'established forward accept forward 1 :50001 -> 203.0.113.9:443',
        ],
      ],
    ));

  test('a connection that nobody answers is forgotten, and its answer comes too late', () => {
    const interpreter = new Interpreter(analyse(MASQUERADE + FILTER, { rules: [] }).firewall);
    interpreter.send(packet('udp 10.0.0.5:5000 -> 203.0.113.9:53 in=lan out=wan'));
    interpreter.wait(29);
    expect(interpreter.fork(({ likely }) => likely).send(packet('udp 203.0.113.9:53 -> :5000 in=wan')).hook).toBe(
      'forward',
    );
    interpreter.wait(2);
    expect(interpreter.send(packet('udp 203.0.113.9:53 -> :5000 in=wan')).hook).toBe('input');
  });

  test('src-nat gives its own address, and netmap keeps the part of the host', () => {
    check(
      `/ip firewall nat add chain=srcnat action=src-nat to-addresses=192.0.2.7 src-address=10.0.0.0/24\n${FILTER}`,
      [
        ['udp 10.0.0.5:5000 -> 203.0.113.9:53 in=lan', 'new forward accept forward 2 192.0.2.7:5000 -> 203.0.113.9:53'],
        [
          'udp 203.0.113.9:53 -> 192.0.2.7:5000',
          'established forward accept forward 1 203.0.113.9:53 -> 10.0.0.5:5000',
        ],
      ],
    );
    check(
      `/ip firewall nat add chain=srcnat action=netmap to-addresses=192.0.2.0/24 src-address=10.0.0.0/24\n${FILTER}`,
      [
        ['icmp 10.0.0.5 -> 203.0.113.9 in=lan icmp=8:0', 'new forward accept forward 2 192.0.2.5 -> 203.0.113.9'],
        ['icmp 203.0.113.9 -> 192.0.2.5 icmp=0:0', 'established forward accept forward 1 203.0.113.9 -> 10.0.0.5'],
        ['icmp 203.0.113.8 -> 192.0.2.5 icmp=0:0', 'invalid forward drop forward 3'],
      ],
    );
  });
});

describe('destination NAT', () => {
  const FORWARD = `/ip firewall nat add chain=dstnat action=dst-nat in-interface=wan protocol=tcp dst-port=8080 to-addresses=10.0.0.5 to-ports=80\n`;

  test('filter sees the server in both directions, the client sees the router', () =>
    check(
      `${FORWARD}/ip firewall filter
add chain=forward action=accept connection-state=new connection-nat-state=dstnat dst-address=10.0.0.5
add chain=forward action=accept connection-nat-state=dstnat src-address=10.0.0.5
add chain=forward action=accept connection-nat-state=dstnat
add chain=forward action=drop
`,
      [
        ['tcp 203.0.113.9:4000 -> :8080 in=wan', 'new forward accept forward 1 203.0.113.9:4000 -> 10.0.0.5:80'],
        // The first packet again: NAT has been asked, the connection is still new.
        ['tcp 203.0.113.9:4000 -> :8080 in=wan', 'new forward accept forward 1 203.0.113.9:4000 -> 10.0.0.5:80'],
        [
          'tcp 10.0.0.5:80 -> 203.0.113.9:4000 in=lan',
          'established forward accept forward 2 :8080 -> 203.0.113.9:4000',
        ],
        [
          'tcp 203.0.113.9:4000 -> :8080 in=wan',
          'established forward accept forward 3 203.0.113.9:4000 -> 10.0.0.5:80',
        ],
        ['tcp 10.0.0.5:80 -> 203.0.113.9:4001 in=lan', 'new forward drop forward 4'],
      ],
    ));

  test('a refused first packet leaves no connection behind', () =>
    check(`${FORWARD}/ip firewall filter add chain=forward action=drop connection-state=new\n`, [
      ['tcp 203.0.113.9:4000 -> :8080 in=wan', 'new forward drop forward 1'],
      ['tcp 203.0.113.9:4000 -> :8080 in=wan', 'new forward drop forward 1'],
    ]));

  test('a redirect stays with the router, and netmap keeps the part of the host', () => {
    check(`/ip firewall nat add chain=dstnat action=redirect protocol=udp dst-port=53 to-ports=5353\n`, [
      ['udp 10.0.0.5:5000 -> 203.0.113.9:53 in=lan', 'new input accept 10.0.0.5:5000 -> :5353'],
    ]);
    check(`/ip firewall nat add chain=dstnat action=netmap dst-address=192.0.2.0/24 to-addresses=10.0.0.0/24\n`, [
      ['udp 203.0.113.9:5000 -> 192.0.2.77:53 in=wan', 'new forward accept 203.0.113.9:5000 -> 10.0.0.77:53'],
    ]);
  });

  test('a destination that is the router itself goes to input', () =>
    check(
      `/ip address add address=10.0.0.1/24 interface=lan
/ip firewall nat add chain=dstnat action=dst-nat protocol=udp dst-port=53 to-addresses=10.0.0.1
/ip firewall filter add chain=input action=reject protocol=udp dst-address=10.0.0.1
`,
      [
        ['udp 10.0.0.5:5000 -> 203.0.113.9:53 in=lan', 'new input reject input 1'],
        ['udp 10.0.0.5:5000 -> 10.0.0.1:123 in=lan', 'new input reject input 1'],
        ['udp 10.0.0.5:5000 -> 10.0.0.255:123 in=lan', 'new input accept 10.0.0.5:5000 -> 10.0.0.255:123'],
        ['udp 10.0.0.5:5000 -> 10.0.0.2:123 in=lan', 'new forward accept 10.0.0.5:5000 -> 10.0.0.2:123'],
      ],
    ));
});

describe('states and marks', () => {
  test('notrack leaves no connection, no NAT and no mark', () =>
    check(
      `/ip firewall raw add chain=prerouting action=notrack protocol=udp
/ip firewall mangle
add chain=prerouting action=mark-connection new-connection-mark=seen
/ip firewall nat add chain=dstnat action=redirect protocol=udp to-ports=5353
/ip firewall filter
add chain=input action=drop connection-mark=seen
add chain=input action=drop connection-mark=!seen
add chain=input action=accept connection-state=untracked
`,
      [
        ['udp 10.0.0.5:5000 -> :53', 'untracked input accept input 3 10.0.0.5:5000 -> :53'],
        ['udp 10.0.0.5:5000 -> :53', 'untracked input accept input 3 10.0.0.5:5000 -> :53'],
        ['tcp 10.0.0.5:5000 -> :53', 'new input drop input 1'],
      ],
    ));

  test('a mark of a connection stays with it, one of a packet does not', () =>
    check(
      `/ip firewall mangle
add chain=prerouting action=mark-connection new-connection-mark=vip dst-port=443 protocol=tcp
add chain=prerouting action=mark-packet new-packet-mark=p dst-port=443 protocol=tcp passthrough=no
add chain=prerouting action=mark-packet new-packet-mark=late
/ip firewall filter
add chain=forward action=accept packet-mark=p connection-mark=vip
add chain=forward action=accept packet-mark=late connection-mark=vip
add chain=forward action=accept connection-mark=no-mark packet-mark=!p
add chain=forward action=drop
`,
      [
        ['tcp 10.0.0.5:5000 -> 192.0.2.1:443', 'new forward accept forward 1 10.0.0.5:5000 -> 192.0.2.1:443'],
        ['tcp 192.0.2.1:443 -> 10.0.0.5:5000', 'established forward accept forward 2 192.0.2.1:443 -> 10.0.0.5:5000'],
        ['tcp 10.0.0.5:5000 -> 192.0.2.1:80', 'new forward accept forward 3 10.0.0.5:5000 -> 192.0.2.1:80'],
      ],
    ));

  test('what begins no connection is invalid, and an error about one is related', () =>
    check('/ip firewall filter add chain=forward action=drop connection-state=invalid\n', [
      ['tcp 10.0.0.5:5000 -> 192.0.2.1:80 flags=syn,ack', 'invalid forward drop forward 1'],
      ['tcp 10.0.0.5:5000 -> 192.0.2.1:80 flags=rst', 'invalid forward drop forward 1'],
      ['icmp 192.0.2.1 -> 10.0.0.5 icmp=3:1', 'invalid forward drop forward 1'],
      ['tcp 10.0.0.5:5000 -> 192.0.2.1:80 flags=syn', 'new forward accept 10.0.0.5:5000 -> 192.0.2.1:80'],
      ['icmp 192.0.2.1 -> 10.0.0.5 icmp=3:1', 'related forward accept 192.0.2.1 -> 10.0.0.5'],
    ]));

  test('neighbour discovery is never tracked', () => {
    const interpreter = new Interpreter(analyse('').firewall);
    expect(interpreter.send(packet('icmpv6 fe80::2 -> fe80::1 icmp=135')).state).toBe('untracked');
    expect(interpreter.send(packet('icmpv6 fe80::2 -> fe80::1 icmp=128')).state).toBe('new');
  });
});

describe('psd', () => {
  const SCRIPT = `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=scanners protocol=tcp psd=21,3s,3,1
add chain=input action=drop
`;
  const listed = (ports: readonly number[], pause: number, again = 1): number | undefined => {
    const interpreter = new Interpreter(analyse(SCRIPT, { rules: [] }).firewall);
    for (const [index, port] of ports.entries()) {
      for (let times = 0; times < again; times++) interpreter.send(packet(`tcp 198.51.100.7 -> :${port}`));
      if (interpreter.listsOf('ip', packet('tcp 198.51.100.7 -> :1').source).length > 0) return index + 1;
      interpreter.wait(pause);
    }
    return undefined;
  };
  const from = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index);

  test.each([
    ['seven ports below 1024', from(100, 30), 0.1, 7],
    ['twenty-one above', from(2000, 30), 0.1, 21],
    ['a slow sweep is no scan', from(100, 30), 3.5, undefined],
  ] as const)('%s', (_, ports, pause, caught) => expect(listed(ports, pause)).toBe(caught));
  test('one port again and again is no scan', () => expect(listed([22], 0.1, 100)).toBe(undefined));
  test('a knock of three high ports is none', () => expect(listed([41873, 23951, 55012], 0.5)).toBe(undefined));
});
