/** What is planted in the place of `@`: long enough to stand nowhere by chance, of letters and digits as passwords are. */
export const SECRET = 'Zq7secret4711';

/**
 * Scripts that hold one secret each, in all the ways that a script may hold one: in a finding's line, in what a name or a
 * variable stands for, in what a rule asks of a packet, misspelt, abbreviated, in the wrong argument.
 */
export const PLANTED: readonly (readonly [label: string, script: string])[] = [
  ['a password', '/ppp secret\nadd name=u password=@ servce=pptp'],
  ['a password in quotes with escapes', '/ppp secret\nadd name=u password="a\\"@" bogus=1'],
  ['an abbreviated name', '/user add name=u group=full passw=@ bogus=1'],
  ['a misspelt name', '/user add name=u group=full pasword=@'],
  ['blanks around the equals sign', '/user add name=u password = @ group=full'],
  ['a line that goes on', '/ppp secret add name=u password=\\\n    @ servce=pptp'],
  ['a name that is missing', '/ppp secret add u @'],
  ['a string that has no end', '/ppp secret add name=u password="@'],
  ['an expression', '/user set admin password=("@" . "x") foo=1'],
  [
    'keys of WireGuard',
    '/interface wireguard\nadd name=wg1 private-key="@="\npeers add interface=wg1 preshared-key="@=" bogus=1',
  ],
  ['a key that is too short', '/interface wireguard set wg1 private-key=@'],
  [
    'a community, and who names it',
    '/snmp community\nset [ find default=yes ] name=@\nadd name=other addresses=192.0.2.0/24 bogus=1\n/snmp\nset trap-community=@ enabled=yes bogus=1\n/snmp community\nset [find name=@] name=o\nset @ name=x',
  ],
  [
    'a value of an environment',
    '/container envs\nadd list=e key=DB_PASSWORD value=@ bogus=1\nadd list=e key=B value=x',
  ],
  [
    'a variable, and where it is used',
    ':global wifiPassword "@"\n:local pw $wifiPassword\n:put ($pw . "x")\n:put $pasword\n/interface wifi security add name=s passphrase=$wifiPassword bogus=1\n/interface wifi add security.passphrase="$wifiPassword"',
  ],
  [
    'a function that takes one',
    ':global setPass do={ /user set admin password=$secret bogus=1 }\n$setPass secret="@"\n$setPass @',
  ],
  ['a member of an array', ':local cfg {"password"="@"; "a"=1}\n:put ($cfg->"password")\n:set ($cfg->"password") "@"'],
  [
    'a script in a script',
    '/system script\nadd name=s source="/ppp secret add name=a password=\\"@\\" servce=pptp"\nadd name=t source=":local token \\"@\\"; :putt \\$token"\n/system scheduler add name=z on-event="/user set admin password=@ bogus=1"',
  ],
  [
    'addresses of the Web',
    '/tool fetch url="https://user:@\u0040example.net/x" http-header-field="Authorization: Bearer @" bogus=1\n/tool fetch url="https://example.net/?token=@&a=b" http-data="{\\"token\\":\\"@\\"}" bogus=1',
  ],
  [
    'an argument that takes a word',
    '/ip firewall filter\nadd chain=input action=@\nadd chain=forward connection-state=@',
  ],
  [
    'the text by which a rule is passed',
    '/ip firewall filter\nadd chain=input action=accept protocol=udp dst-port=5 content=@\nadd chain=input action=accept protocol=udp dst-port=5 content=@ in-interface=ether1\nadd chain=forward action=accept content=!@ dst-port=5\nadd chain=input action=drop',
  ],
  [
    'a knock of two texts',
    '/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=40011 content=@\nadd chain=input action=add-src-to-address-list address-list=safe address-list-timeout=1h protocol=udp dst-port=40011 content=x@ src-address-list=one\nadd chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe\nadd chain=input action=drop',
  ],
  [
    'a knock that one packet passes',
    '/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp content=@\nadd chain=input action=add-src-to-address-list address-list=safe address-list-timeout=1h protocol=udp content=@ src-address-list=one\nadd chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe\nadd chain=input action=drop',
  ],
  [
    'a knock whose trap asks for a text',
    '/ip firewall filter\nadd chain=input action=drop src-address-list=bad\nadd chain=input action=add-src-to-address-list address-list=bad address-list-timeout=1d protocol=tcp dst-port=1-65535 content=!@\nadd chain=input action=add-src-to-address-list address-list=safe address-list-timeout=1h protocol=tcp dst-port=40011 content=@\nadd chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe content=@\nadd chain=input action=drop',
  ],
  [
    'a text that one rule asks for twice, and an endless number of texts',
    '/ip firewall filter\nadd chain=input action=jump jump-target=c content=@\nadd chain=c action=accept content=!@\nadd chain=c action=accept content=@\nadd chain=c action=accept content=@\nadd chain=input action=drop\nadd chain=input action=accept content=@',
  ],
  [
    'a text that depends on the run',
    ':if ([:len [/ip address find]] > 0) do={ /ip firewall filter add chain=input action=accept content=@ protocol=udp dst-port=5 }\n/ip firewall filter add chain=input action=accept protocol=tcp src-address-list=x content=@ dst-port=22\n/ip firewall filter add chain=input action=drop',
  ],
  ['a service that only one user knows', '/ip dns static add name=x text="@" type=TXT bogus=1'],
  ['secrets of RoMON', '/tool romon set enabled=yes secrets=@ bogus=1'],
  ['settings of a tunnel', '/interface l2tp-server server set enabled=yes ipsec-secret=@ use-ipsec=yes bogus=1'],
];

export function planted(script: string): string {
  // `@` in an address of the Web is written by its code in the table above, and comes out of it as itself.
  return `${script.replaceAll(/@(?!example)/g, SECRET)}\n`;
}
