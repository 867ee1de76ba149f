import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { buildFirewall, type FirewallRule } from '../../server/src/firewall/firewall.ts';
import { type PacketChange, semanticDiff } from '../../server/src/firewall/semanticDiff.ts';
import { writePacket } from '../../server/src/packet/packet.ts';

const FILTER = '/ip firewall filter\n';
const LAN = '/interface list add name=LAN\n';
const DROP = 'add chain=input action=drop\n';

/** Old text, new text, and each change in a line: kind, packets, who decided before and after, the witness. */
const table: readonly (readonly [name: string, before: string, after: string, changes: readonly string[]])[] = [
  [
    'comments, logs and disabled rules change nothing',
    FILTER + DROP,
    `${FILTER}add chain=input action=log\n${DROP.trim()} comment=x log=yes\nadd chain=input disabled=yes\n`,
    [],
  ],
  [
    'an accept above the drop',
    FILTER + DROP,
    `${FILTER}add chain=input action=accept protocol=tcp dst-port=22\n${DROP}`,
    ['let-in input: protocol=tcp dst-port=22; drop 1 -> accept 1; tcp 198.51.100.7:40000 -> :22'],
  ],
  [
    'an accept below the drop',
    FILTER + DROP,
    `${FILTER}${DROP}add chain=input action=accept protocol=tcp dst-port=22\n`,
    [],
  ],
  [
    'rules that change places',
    `${FILTER}add chain=input action=drop src-address=203.0.113.0/24\nadd chain=input action=accept protocol=icmp\n${DROP}`,
    `${FILTER}add chain=input action=accept protocol=icmp\nadd chain=input action=drop src-address=203.0.113.0/24\n${DROP}`,
    ['let-in input: src-address=203.0.113.0/24 protocol=icmp; drop 1 -> accept 1; icmp 203.0.113.9 -> icmp=8:0'],
  ],
  [
    'a port more, in words of the whole',
    `${FILTER}add chain=forward action=accept protocol=tcp dst-port=80\nadd chain=forward action=drop\n`,
    `${FILTER}add chain=forward action=accept protocol=tcp dst-port=80-81,443\nadd chain=forward action=drop\n`,
    ['let-in forward: protocol=tcp dst-port=81,443; drop 2 -> accept 1; tcp 198.51.100.7:40000 -> 192.168.88.1:443'],
  ],
  [
    'without the drop',
    `${FILTER}add chain=input action=accept in-interface-list=LAN\n${DROP}`,
    `${FILTER}add chain=input action=accept in-interface-list=LAN\n`,
    [
      'let-in input: in-interface-list=!LAN; drop 2 -> the end; tcp 198.51.100.7:40000 -> :8291, in-interface-list=!LAN',
    ],
  ],
  [
    'an entry of an address list',
    `/ip firewall address-list add list=friends address=192.0.2.1\n${FILTER}add chain=input src-address-list=friends\n${DROP}`,
    `/ip firewall address-list add list=friends address=192.0.2.0/30\n${FILTER}add chain=input src-address-list=friends\n${DROP}`,
    [
      'let-in input: src-address=192.0.2.0,192.0.2.2/31 from sources not on friends; drop 2 -> accept 1; tcp 192.0.2.0:40000 -> :8291',
    ],
  ],
  [
    'an entry that expires counts while it is there',
    `${FILTER}add chain=input src-address-list=friends\n${DROP}`,
    `/ip firewall address-list add list=friends address=192.0.2.1 timeout=1d\n${FILTER}add chain=input src-address-list=friends\n${DROP}`,
    [
      'let-in input: src-address=192.0.2.1 from sources not on friends; drop 2 -> accept 1; tcp 192.0.2.1:40000 -> :8291',
    ],
  ],
  [
    'a member of an interface list',
    `${LAN}/interface list member add list=LAN interface=bridge\n${FILTER}add chain=input action=drop in-interface-list=!LAN\n`,
    `${LAN}/interface list member add list=LAN interface=bridge\n/interface list member add list=LAN interface=wlan1\n${FILTER}add chain=input action=drop in-interface-list=!LAN\n`,
    ['let-in input: in-interface=wlan1; drop 1 -> the end; tcp 198.51.100.7:40000 -> :8291 in=wlan1'],
  ],
  [
    'a jump that asks for less',
    `${FILTER}add chain=input action=jump jump-target=ssh protocol=tcp dst-port=22 src-address=10.0.0.0/8\nadd chain=ssh action=accept\n${DROP}`,
    `${FILTER}add chain=input action=jump jump-target=ssh protocol=tcp dst-port=22\nadd chain=ssh action=accept\n${DROP}`,
    [
      'let-in input: src-address=!10.0.0.0/8 protocol=tcp dst-port=22; drop 2 -> accept 1; tcp 198.51.100.7:40000 -> :22',
    ],
  ],
  [
    'a drop in the table raw',
    '/ip firewall raw\nadd chain=prerouting action=accept\n',
    '/ip firewall raw\nadd chain=prerouting action=drop protocol=udp src-port=53\n',
    [
      'kept-out input: src-port=53 protocol=udp; the end -> drop 1; udp 198.51.100.7:53 -> :8291',
      'kept-out forward: src-port=53 protocol=udp; the end -> drop 1; udp 198.51.100.7:53 -> 192.168.88.1:8291',
    ],
  ],
  [
    'what counts packets is taken to answer the same in both',
    `${FILTER}add chain=input action=accept protocol=icmp limit=5,5:packet\n${DROP}`,
    `${FILTER}add chain=input action=accept protocol=icmp\n${DROP}`,
    [
      'let-in input: protocol=icmp limit=!5,5:packet; drop 2 -> accept 1; icmp 198.51.100.7 -> icmp=8:0, limit=!5,5:packet',
    ],
  ],
  [
    'flags',
    `${FILTER}${DROP}`,
    `${FILTER}add chain=input protocol=tcp tcp-flags=!syn,ack\n${DROP}`,
    [
      'let-in input: protocol=tcp tcp-flags=!syn tcp-flags=ack; drop 1 -> accept 1; tcp 198.51.100.7:40000 -> :8291, tcp-flags=!syn, tcp-flags=ack',
    ],
  ],
  [
    'a stage with another port',
    `${FILTER}add chain=input action=add-src-to-address-list address-list=one address-list-timeout=5s protocol=tcp dst-port=888\nadd chain=input action=accept src-address-list=one\n${DROP}`,
    `${FILTER}add chain=input action=add-src-to-address-list address-list=one address-list-timeout=9s protocol=tcp dst-port=888,999\nadd chain=input action=accept src-address-list=one\n${DROP}`,
    [
      'listed input: protocol=tcp dst-port=999; none -> add-src-to-address-list 1; tcp 198.51.100.7:40000 -> :999; one - -> 9',
      'let-in input: protocol=tcp dst-port=999 from sources not on one; drop 3 -> accept 2; tcp 198.51.100.7:40000 -> :999',
      'listed-for input: protocol=tcp dst-port=888; add-src-to-address-list 1 -> add-src-to-address-list 1; tcp 198.51.100.7:40000 -> :888; one 5 -> 9',
    ],
  ],
  [
    'a list for which no rule asks is no matter',
    FILTER + DROP,
    `${FILTER}add chain=input action=add-src-to-address-list address-list=statistics\n${DROP}`,
    [],
  ],
  [
    'a port that is sent to another host',
    '/ip firewall nat\nadd chain=dstnat action=dst-nat protocol=tcp dst-port=8080 to-addresses=10.0.0.2 to-ports=80\n',
    '/ip firewall nat\nadd chain=dstnat action=dst-nat protocol=tcp dst-port=8080 to-addresses=10.0.0.3 to-ports=80\n',
    [
      'sent-elsewhere input: protocol=tcp dst-port=8080 connection-state=new; dst-nat 1 -> dst-nat 1; tcp 198.51.100.7:40000 -> :8080',
      'sent-elsewhere forward: protocol=tcp dst-port=8080 connection-state=new; dst-nat 1 -> dst-nat 1; tcp 198.51.100.7:40000 -> 192.168.88.1:8080',
    ],
  ],
  [
    'a forward that the filter stops, up to the port as it was sent',
    `/ip firewall nat\nadd chain=dstnat action=dst-nat protocol=tcp dst-port=8080-8081 to-addresses=10.0.0.2\n${FILTER}add chain=forward action=accept connection-nat-state=dstnat dst-port=8081 protocol=tcp\nadd chain=forward action=drop\n${DROP}`,
    `/ip firewall nat\nadd chain=dstnat action=dst-nat protocol=tcp dst-port=8080-8081 to-addresses=10.0.0.2\n${FILTER}add chain=forward action=accept connection-nat-state=dstnat\nadd chain=forward action=drop\n${DROP}`,
    [
      'let-in input: protocol=tcp dst-port=8080 connection-state=new; drop 2 -> accept 1; tcp 198.51.100.7:40000 -> :8080',
      'let-in forward: dst-port=!8081 connection-nat-state=dstnat connection-state=established,related | protocol=!tcp connection-nat-state=dstnat connection-state=established,related | protocol=tcp dst-port=8080 connection-state=new; drop 2 -> accept 1; tcp 198.51.100.7:40000 -> 192.168.88.1:8080',
    ],
  ],
  [
    'answers to masqueraded connections, which raw sees with the address of the router',
    `/ip firewall nat add chain=srcnat action=masquerade out-interface=wan\n/ip firewall raw add chain=prerouting action=drop in-interface=wan dst-address=10.0.0.0/8\n${FILTER}add chain=forward action=accept connection-state=established in-interface=wan dst-address=10.1.0.0/16\nadd chain=forward action=drop\n`,
    `/ip firewall nat add chain=srcnat action=masquerade out-interface=wan\n/ip firewall raw add chain=prerouting action=drop in-interface=wan dst-address=10.0.0.0/8\n${FILTER}add chain=forward action=drop\n`,
    [
      'kept-out forward: in-interface=wan dst-address=10.1.0.0/16 connection-state=established connection-nat-state=srcnat; accept 1 -> drop 1; tcp 198.51.100.7:40000 -> 203.0.113.1:50000 in=wan state=established inside=10.1.0.1:8291',
    ],
  ],
  [
    'the address under which packets are sent on',
    `/ip firewall nat add chain=srcnat action=masquerade out-interface=wan\n${FILTER}add chain=forward action=accept\n`,
    `/ip firewall nat add chain=srcnat action=src-nat to-addresses=192.0.2.1 out-interface=wan\n${FILTER}add chain=forward action=accept\n`,
    [
      'sent-as-other forward: out-interface=wan connection-state=new; masquerade 1 -> src-nat 1; tcp 198.51.100.7:40000 -> 192.168.88.1:8291 out=wan',
    ],
  ],
  [
    'packets that are tracked no more',
    `${FILTER}add chain=input action=accept connection-state=untracked\n${DROP}`,
    `/ip firewall raw add chain=prerouting action=notrack protocol=udp dst-port=53\n${FILTER}add chain=input action=accept connection-state=untracked\n${DROP}`,
    [
      'let-in input: protocol=udp dst-port=53 connection-state=!untracked; drop 2 -> accept 1; udp 198.51.100.7:40000 -> :53',
    ],
  ],
  [
    'a mark that the filter reads',
    `/ip firewall mangle add chain=prerouting action=mark-packet new-packet-mark=vip src-address=203.0.113.9\n${FILTER}add chain=input action=accept packet-mark=vip\n${DROP}`,
    `/ip firewall mangle add chain=prerouting action=mark-packet new-packet-mark=vip src-address=203.0.113.8/31\n${FILTER}add chain=input action=accept packet-mark=vip\n${DROP}`,
    ['let-in input: src-address=203.0.113.8; drop 2 -> accept 1; tcp 203.0.113.8:40000 -> :8291'],
  ],
  [
    'netmap, address by address',
    `/ip firewall nat add chain=dstnat action=netmap dst-address=203.0.113.0/24 to-addresses=10.0.1.0/24\n${FILTER}add chain=forward action=drop\n`,
    `/ip firewall nat add chain=dstnat action=netmap dst-address=203.0.113.0/24 to-addresses=10.0.1.0/24\n${FILTER}add chain=forward action=accept connection-state=new dst-address=10.0.1.5\nadd chain=forward action=drop\n`,
    [
      'let-in input: dst-address=203.0.113.5 connection-state=new; drop 1 -> accept 1; tcp 198.51.100.7:40000 -> 203.0.113.5:8291',
      'let-in forward: dst-address=10.0.1.5,203.0.113.5 connection-state=new; drop 1 -> accept 1; tcp 198.51.100.7:40000 -> 10.0.1.5:8291',
    ],
  ],
  [
    'IPv6',
    '/ipv6 firewall filter\nadd chain=input action=drop\n',
    '/ipv6 firewall filter\nadd chain=input action=accept protocol=icmpv6\nadd chain=input action=drop\n',
    ['let-in input: protocol=icmpv6; drop 1 -> accept 1; icmpv6 2001:db8::7 -> icmp=128:0'],
  ],
];

test.each(table)('%s', (_, before, after, changes) => {
  const diff = semanticDiff(analyse(before).firewall, analyse(after).firewall);
  expect(diff.changes.map(line)).toEqual(changes);
  expect(diff.unknown).toEqual([]);
  // The other way round the same packets change, so that what was let in is kept out.
  const back = semanticDiff(analyse(after).firewall, analyse(before).firewall);
  expect(back.changes).toHaveLength(changes.length);
});

function line({ kind, hook, packets, before, after, witness, listing }: PacketChange): string {
  const lists = kind.includes('listed');
  const who = (rule: FirewallRule | undefined): string =>
    rule === undefined ? (lists ? 'none' : 'the end') : `${rule.action} ${rule.place}`;
  const time = listing === undefined ? '' : `; ${listing.list} ${listing.before ?? '-'} -> ${listing.after ?? '-'}`;
  const shown = [writePacket(witness.packet), ...witness.suppositions].join(', ');
  return `${kind} ${hook}: ${packets.join(' | ')}; ${who(before)} -> ${who(after)}; ${shown}${time}`;
}

describe('what is not known is said', () => {
  test.each([
    [
      'a change that is not followed',
      `/ip firewall mangle add chain=prerouting action=change-ttl new-ttl=set:64\n${FILTER}${DROP}`,
      'What change-ttl does',
    ],
    [
      'a name on a list',
      `/ip firewall address-list add list=a address=example.com\n${FILTER}add chain=input src-address-list=a\n${DROP}`,
      'The list a has changed and holds names',
    ],
  ])('%s', (_, after, sentence) => {
    const diff = semanticDiff(analyse(FILTER + DROP).firewall, analyse(after).firewall);
    expect(diff.unknown.join('\n')).toContain(sentence);
  });

  test.each([
    ['a rule under a condition', `:if ($x) do={ add chain=input action=accept protocol=tcp dst-port=22 }\n${DROP}`],
    ['a rule at an unknown place', `${DROP}add chain=input action=accept protocol=tcp dst-port=22 place-before=*1\n`],
    [
      'a rule that may be disabled',
      `add chain=input action=accept protocol=tcp dst-port=22 comment=a\n${DROP}:if ($x) do={ disable [find comment=a] }\n`,
    ],
  ])('%s', (_, rules) => {
    const plain = analyse(FILTER + DROP).firewall;
    const open = analyse(FILTER + rules).firewall;
    for (const [diff, kind] of [
      [semanticDiff(plain, open), 'let-in'],
      [semanticDiff(open, plain), 'kept-out'],
    ] as const) {
      const told = diff.changes.map((change) => [change.kind, change.doubtful, change.packets.join()]);
      expect(told).toEqual([[kind, true, 'protocol=tcp dst-port=22']]);
      expect(diff.undecided).toEqual([]);
    }
    // What is open in both is open in the same way.
    const again = analyse(`${FILTER}${rules}add chain=input action=log\n`).firewall;
    expect(semanticDiff(open, again).changes).toEqual([]);
  });

  test.each([
    ['code in a string', ':execute "/ip firewall filter disable [find comment=b]"'],
    ['another file', '/import file-name=other.rsc'],
  ])('a menu that a script changes in ways that cannot be followed: %s', (_, code) => {
    const said = (before: string, after: string): readonly string[] =>
      semanticDiff(analyse(before).firewall, analyse(after).firewall).undecided;
    const plain = FILTER + DROP;
    const open = `${FILTER}${DROP}${code}\n`;
    expect(said(plain, open).join()).toContain('What the new file leaves in /ip/firewall/filter depends on how');
    expect(said(open, plain).join()).toContain('What the old file leaves in /ip/firewall/filter depends on how');
    // The same code does the same.
    expect(said(open, `# again\n${open}`)).toEqual([]);
    expect(said(open, `${open}:execute "/ip firewall filter enable 0"\n`)).not.toEqual([]);
  });

  test('rules whose ways are too many to follow end in time and say so', () => {
    // Each rule asks for another list and port, so that every one doubles what is to be told apart.
    const rules = Array.from(
      { length: 120 },
      (_, i) =>
        `add chain=input action=add-src-to-address-list address-list=l${(i * 7) % 50} src-address-list=l${i % 50} dst-port=!${i} protocol=tcp packet-size=!${i} src-port=!${i}`,
    );
    const text = `${FILTER}${rules.join('\n')}\n${DROP}`;
    const diff = semanticDiff(analyse(text, { rules: [] }).firewall, buildFirewall(analyse('').configuration));
    expect(diff.unknown.join('\n')).toContain('too many ways');
    expect(diff.changes.map(({ kind }) => kind)).toContain('let-in');
  });
});
