import { describe, expect, test } from 'vitest';
import { specify } from '../support/ruleTester.ts';
import { findingsOf, linesOf } from './findings.ts';

const rule = (text: string): string => `/ip firewall filter\nadd chain=input ${text}\n`;

specify('comment-contradicts-rule', {
  differs: {
    conditional: ['same', 'The comment is wrong whenever the rule is there.'],
    opaque: ['same', 'Nothing below changes what the comment says.'],
  },
  good: [
    // The port of the service, one that was moved, several services, or what is no service.
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=22 comment="Allow SSH"',
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=22022 comment="Allow SSH"',
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=23 comment="SSH and Telnet"',
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=8291,22 comment="Allow SSH"',
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=8291 comment="Allow the admin"',
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=!23 comment="SSH"',
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=80 comment="HTTPS redirect"',
    rule('action=drop protocol=tcp dst-port=23 comment="Drop Telnet"'),
    rule('action=accept src-address-list=office comment="accept the office"'),
    // The sentence says more than its first word.
    rule('action=accept src-address=192.0.2.7 comment="Block all but the office"'),
    rule('action=drop src-address=!192.0.2.7 protocol=tcp dst-port=22 comment="Allow SSH from the office"'),
    rule('action=accept protocol=icmp comment="drop the rest below, accept pings"'),
    // The head of a section, above a rule that does neither.
    rule('action=jump jump-target=scans comment="Drop port scanners"'),
    rule('action=add-src-to-address-list address-list=bad address-list-timeout=1h comment="Block scanners"'),
    rule('action=accept protocol=icmp icmp-options=3:4 comment="fragmentation needed, host unreachable"'),
    rule('action=accept protocol=icmp icmp-options=8:0 comment="echo request or echo reply"'),
    // The rule asks for it as well.
    rule('action=accept protocol=tcp dst-port=8291 comment="WinBox dst-port=8291"'),
    // One comment for two rules, of which the first does what it says.
    rule(
      'action=accept protocol=tcp dst-port=22 src-address-list=in comment="allow SSH by knock"\nadd chain=input action=drop protocol=tcp dst-port=22 comment="allow SSH by knock"',
    ),
    // It is disabled, which may be why.
    rule('action=accept disabled=yes protocol=tcp comment="drop all TCP"'),
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=8728 comment="API over HTTPS"
                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=drop protocol=tcp dst-port=22,23 comment="WinBox brute force"
                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: [
        'This comment says "HTTPS", which has port 443, but the rule is for 8728.',
        'This comment says "WinBox", which has port 8291, but the rule is for 22,23.',
      ],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=445 comment="=== BLOCK SMB ==="
                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=forward action=reject protocol=tcp dst-port=443 comment="allow the web"
                                                                  ^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: [
        'This comment begins with "block", but the rule has action=accept',
        'This comment begins with "allow", but the rule has action=reject',
      ],
    },
    {
      script: `
        /ip firewall filter
        add chain=icmp action=accept protocol=icmp icmp-options=5:0 comment="ICMP Source Quench"
                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'says "source quench", which is type 4 of ICMP, but icmp-options=5:0 is redirect',
    },
    {
      script: `
        /ipv6 firewall filter
        add chain=input action=accept comment="WinBox dst-port=8291" protocol=tcp
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'This comment holds dst-port=8291, which the rule does not ask for',
    },
    {
      script: `
        /ip firewall raw
        add action=accept chain=prerouting comment="jump to the chain of ICMP" protocol=icmp
                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'begins with "jump", but the rule has action=accept',
    },
  ],
});

/** What is said of a rule with such a comment, or nothing. */
function said(text: string, comment: string): string {
  const script = `/ip firewall filter\nadd chain=input ${text} comment="${comment}"\n`;
  return findingsOf('comment-contradicts-rule', script)
    .map(({ message }) => message)
    .join();
}

describe('words that say what a rule does', () => {
  const REFUSING =
    'drop drops block blocks deny denies reject rejects refuse discard forbid bloquear bloqueia bloqueie bloquea denegar rechazar descartar verwerfen sperren';
  const ACCEPTING =
    'accept accepts allow allows permit permits permitir permite aceitar aceita aceptar acepta liberar libera erlauben zulassen autoriser';
  const EXCEPTING =
    'except exception exceptions but unless not no only exempt whitelist bypass before if otherwise rest else other others everything all exceto menos somente apenas solo salvo resto todo tudo nur ausser außer';
  const ACCEPT = 'action=accept protocol=tcp dst-port=7777';
  const DROP = ACCEPT.replace('accept', 'drop');
  test.each(REFUSING.split(' '))('%s', (word) => {
    expect(said(ACCEPT, `${word} them`)).toContain(`begins with "${word}", but the rule has action=accept`);
    expect(said(DROP, `${word} them`)).toBe('');
    expect(said(DROP, `allow or ${word} them`)).toBe('');
  });
  test.each(ACCEPTING.split(' '))('%s', (word) => {
    expect(said(DROP, `${word} them`)).toContain(`begins with "${word}", but the rule has action=drop`);
    expect(said(ACCEPT, `${word} them`)).toBe('');
    expect(said(ACCEPT, `drop or ${word} them`)).toBe('');
  });
  test.each(EXCEPTING.split(' '))('%s says more', (word) => {
    expect(said(ACCEPT, `drop them ${word} these`)).toBe('');
    expect(said(DROP, `allow them ${word} these`)).toBe('');
  });
  test('only at the beginning, and only where the rule decides', () => {
    expect(said(ACCEPT, 'to drop them')).toBe('');
    expect(said(ACCEPT, 'jump them')).toBe('');
    expect(said('action=log protocol=tcp', 'drop them')).toBe('');
    expect(said('action=drop', 'allow these')).toBe('');
    expect(said('action=drop protocol=!tcp', 'allow these')).toBe('');
    expect(said('action=tarpit protocol=tcp', 'allow these')).not.toBe('');
    expect(said(ACCEPT, `drop ${'x'.repeat(195)}`)).not.toBe('');
    expect(said(ACCEPT, `drop ${'x'.repeat(196)}`)).toBe('');
  });
});

describe('words that say what a rule is for', () => {
  const SERVICES: Readonly<Record<string, string>> = {
    ssh: '22 2222',
    telnet: '23',
    winbox: '8291',
    'win box': '8291',
    HTTPS: '443 8443 80 8729',
    snmp: '161 162',
    NTP: '123',
    rdp: '3389',
    smtp: '25 465 587',
    pptp: '1723',
    bgp: '179 3784 3785 4784',
    sip: '5060 5061',
  };
  const FURTHER = '21 53 67 68 80 110 143 993 995 8728 8729 1194 500 4500 1701';
  const rule = (ports: string): string => `action=accept protocol=tcp dst-port=${ports}`;
  test.each(Object.entries(SERVICES))('%s', (word, ports) => {
    for (const port of ports.split(' ')) expect(said(rule(port), `our ${word} here`), port).toBe('');
    const [first] = ports.split(' ');
    const other = word === 'telnet' ? '22' : '23';
    expect(said(rule(other), `our ${word} here`)).toContain(
      `says "${word}", which has port ${first}, but the rule is for ${other}`,
    );
    expect(said(rule(`${other},${first}`), `our ${word} here`)).toBe('');
    expect(said(rule(other), `our x${word} here`)).toBe('');
    // Each port of the others is known, so it is no service that was moved.
    for (const port of ports.split(' ')) if (word !== 'telnet') expect(said(rule(port), 'telnet'), port).not.toBe('');
  });
  test.each(FURTHER.split(' '))('port %s is that of another service', (port) =>
    expect(said(rule(port), 'telnet')).not.toBe(''),
  );
  test('not of many ports, and not elsewhere than in the filter', () => {
    expect(said(rule('21,22,53'), 'telnet')).not.toBe('');
    expect(said(rule('21,22,53,80'), 'telnet')).toBe('');
    expect(said(rule('22,7777'), 'telnet')).toBe('');
    expect(said(rule('!22'), 'telnet')).toBe('');
    expect(said('action=accept protocol=tcp src-port=22', 'telnet')).toBe('');
    const nat =
      '/ip firewall nat\nadd chain=dstnat action=dst-nat protocol=tcp dst-port=22 to-addresses=192.168.88.2 comment=telnet\n';
    expect(findingsOf('comment-contradicts-rule', nat)).toEqual([]);
  });
});

test.each([
  'dst-port=22',
  'src-port=22',
  'dst-address=192.0.2.1',
  'src-address=192.0.2.1',
  'dst-address-list=a',
  'src-address-list=a',
  'protocol=udp',
  'in-interface=ether1',
  'in-interface-list=WAN',
  'out-interface=ether1',
  'out-interface-list=WAN',
  'connection-state=new',
])('a condition in the quotes: %s', (condition) => {
  const [name = ''] = condition.split('=');
  expect(said('action=accept', `guests ${condition} here`)).toContain(
    `holds ${condition}, which the rule does not ask for`,
  );
  expect(said('action=accept', condition)).not.toBe('');
  expect(said('action=accept', `x${condition}`)).toBe('');
  expect(said(`action=accept ${condition}`, `guests ${name}=other`)).toBe('');
  expect(said('action=passthrough', `guests ${condition}`)).toBe('');
});

test.each([
  ['ip', 'echo reply', 0],
  ['ip', 'Echo_replies', 0],
  ['ip', 'host unreachable', 3],
  ['ip', 'source quench', 4],
  ['ip', 'redirect', 5],
  ['ip', 'echo request', 8],
  ['ip', 'echo-requests', 8],
  ['ip', 'time exceeded', 11],
  ['ip', 'time exceed', 11],
  ['ip', 'parameter problem', 12],
  ['ip', 'parameter bad', 12],
  ['ipv6', 'unreachable', 1],
  ['ipv6', 'packet too big', 2],
  ['ipv6', 'time exceeded', 3],
  ['ipv6', 'parameter problem', 4],
  ['ipv6', 'echo request', 128],
  ['ipv6', 'echo reply', 129],
] as const)('a type of ICMP in %s: %s is %d', (family, words, type) => {
  const protocol = family === 'ip' ? 'icmp' : 'icmpv6';
  const ask = (number: number, negated = ''): string =>
    findingsOf(
      'comment-contradicts-rule',
      `/${family} firewall filter\nadd chain=input action=accept protocol=${protocol} icmp-options=${negated}${number}:0 comment="${words}"\n`,
    )
      .map(({ message }) => message)
      .join();
  expect(ask(type)).toBe('');
  expect(ask(13)).toContain(`which is type ${type} of ICMP, but icmp-options=13:0 is`);
  expect(ask(13, '!')).toBe('');
});

test('a comment that two rules beside each other share is about both', () => {
  const pair = (first: string, second: string): number[] =>
    linesOf('comment-contradicts-rule', `/ip firewall filter\nadd ${first}\nadd ${second}\n`);
  const ACCEPT = 'action=accept protocol=tcp comment="drop them"';
  const DROP = 'action=drop protocol=udp comment="drop them"';
  expect(pair(`chain=input ${ACCEPT}`, `chain=input ${DROP}`)).toEqual([]);
  expect(pair(`chain=input ${DROP}`, `chain=input ${ACCEPT}`)).toEqual([]);
  expect(pair(`chain=input ${ACCEPT}`, `chain=forward ${DROP}`)).toEqual([2]);
  expect(pair(`chain=input ${ACCEPT}`, `chain=input ${DROP.replace('them', 'others')}`)).toEqual([2]);
  expect(pair(`chain=input ${ACCEPT}`, `chain=input ${ACCEPT}`)).toEqual([2, 3]);
});
