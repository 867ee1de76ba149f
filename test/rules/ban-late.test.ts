import { expect, test } from 'vitest';
import { specify } from '../support/ruleTester.ts';
import { linesOf } from './findings.ts';

const script = (rules: string, more = ''): string => `/ip firewall filter
add chain=input action=accept connection-state=established,related
${rules}
add chain=input action=add-src-to-address-list address-list=scan address-list-timeout=1h protocol=tcp psd=21,3s,3,1 in-interface-list=WAN
add chain=input action=drop src-address-list=scan${more}
add chain=input action=drop in-interface-list=WAN
`;

specify('ban-late', {
  ipv6: true,
  good: [
    script(''),
    // From some sources, from the inside, or by what is no service.
    script('add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.0/24'),
    script('add chain=input action=accept protocol=tcp dst-port=22 src-address-list=office'),
    script('add chain=input action=accept protocol=udp dst-port=53 in-interface-list=LAN'),
    script('add chain=input action=accept protocol=icmp'),
    // The ban is from another service.
    script('add chain=input action=accept protocol=tcp dst-port=443', ' protocol=tcp dst-port=22'),
    // A list that no rule fills is no ban that came late.
    '/ip firewall filter\nadd chain=input action=accept protocol=tcp dst-port=443\nadd chain=input action=drop src-address-list=bogons\n',
    // It is refused above as well.
    '/ip firewall raw\nadd chain=prerouting action=drop src-address-list=scan\n'.concat(
      script('add chain=input action=accept protocol=tcp dst-port=443'),
    ),
    // Only running connections, which the banned cannot begin.
    script('add chain=input action=accept protocol=tcp dst-port=443 connection-state=established'),
    // From all sides but the outside.
    script('add chain=input action=accept protocol=tcp dst-port=443 in-interface-list=!WAN'),
    // What a script computes may be another port.
    script('add chain=input action=accept protocol=tcp dst-port=443', ' protocol=tcp dst-port=$port'),
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established
        add chain=input action=accept port=53 protocol=udp
        add chain=input action=accept dst-port=443 protocol=tcp in-interface-list=WAN
        add chain=input action=add-src-to-address-list address-list=scan address-list-timeout=1w protocol=tcp psd=21,3s,3,1 src-address-list=!office
        add chain=input action=drop src-address-list=scan
                                    ^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'Who is on the list scan still gets in by 2 rules above. Refuse the list above line 3',
      related: ['3: lets in the banned', '4: lets in the banned'],
      output: `
        + add chain=input action=drop src-address-list=scan
        - add chain=input action=drop src-address-list=scan`,
    },
    {
      // The accept of raw ends that table.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=scan address-list-timeout=1w protocol=tcp psd=21,3s,3,1 in-interface-list=WAN
        /ip firewall raw
        add chain=prerouting action=accept protocol=icmp
        add chain=prerouting action=drop src-address-list=scan
                                         ^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'still gets in by line 4',
      output: `
        - add chain=prerouting action=accept protocol=icmp
        + add chain=prerouting action=accept protocol=icmp`,
    },
    {
      // In another chain there is no place to move it to; of the two states one is new.
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=services
        add chain=services action=accept dst-port=443 protocol=tcp connection-state=established,new in-interface-list=!LAN
        add chain=input action=add-src-to-address-list address-list=scan address-list-timeout=1w protocol=tcp psd=21,3s,3,1 src-address-list=!office
        add chain=input action=drop src-address-list=scan
                                    ^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'still gets in by line 3',
    },
    {
      // A limit keeps nobody out.
      script: `
        /ip firewall filter
        add chain=input action=accept dst-port=500 protocol=udp connection-state=new limit=20,40:packet in-interface-list=WAN
        add chain=input action=add-src-to-address-list address-list=scan address-list-timeout=1w protocol=tcp psd=21,3s,3,1 src-address-list=!office
        add chain=input action=drop src-address-list=scan
                                    ^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'still gets in by line 2',
      output: `
        + add chain=input action=drop src-address-list=scan
        - add chain=input action=drop src-address-list=scan`,
    },
  ],
});

/** Lines of the findings where the rule stands above the ban. */
function above(rule: string): number[] {
  return linesOf('ban-late', script(`add chain=input action=accept ${rule}`));
}

test.each([
  'protocol=tcp dst-port=443',
  'protocol=6 dst-port=443',
  'protocol=udp dst-port=53',
  'protocol=17 dst-port=53',
  'protocol=tcp',
])('an accept of %s lets in the banned', (matchers) => expect(above(matchers)).toEqual([5]));

test.each([
  ...[
    'src-address=192.0.2.0/24',
    'src-address-list=office',
    'src-address-type=unicast',
    'src-mac-address=02:00:00:00:00:01',
  ],
  ...['ipsec-policy=in,ipsec', 'hotspot=auth', 'dst-address-type=multicast', 'connection-mark=x', 'packet-mark=x'],
  ...['src-port=123', 'connection-nat-state=dstnat', 'connection-state=established,related', 'connection-state=!new'],
  ...['in-interface=bridge', 'in-interface-list=LAN', 'in-interface-list=!WAN', 'in-interface=ether5'],
])('an accept that asks for %s is not for everybody', (matcher) =>
  expect(above(`protocol=tcp dst-port=443 ${matcher}`)).toEqual([]),
);

test.each([
  'in-interface-list=WAN',
  'in-interface-list=!LAN',
  'in-interface=!bridge',
  'connection-state=new',
  'connection-state=!established',
  'tcp-flags=syn',
])('an accept that asks for %s is', (matcher) => expect(above(`protocol=tcp dst-port=443 ${matcher}`)).toEqual([5]));

test.each(['protocol=icmp', 'protocol=gre', 'protocol=!tcp', ''])('an accept of no service: %s', (matchers) =>
  expect(above(matchers)).toEqual([]),
);
