import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { listeningServices } from '../../server/src/rules/common/listening.ts';
import { managementServices } from '../../server/src/rules/common/management.ts';
import type { Analysis } from '../../server/src/rules/rule.ts';

function read(script: string): Analysis {
  return analyse(script, { rules: [] }) as unknown as Analysis;
}

/** What the router listens on beside what it is managed by. */
function others(script: string): string {
  const managing = 'WinBox SSH Telnet FTP'.split(' ');
  return listeningServices(read(script))
    .filter(({ name }) => !managing.includes(name) && !name.startsWith('the web') && !name.startsWith('the API'))
    .map(({ name, protocol, port }) => `${name} ${protocol === 6 ? 'tcp' : 'udp'} ${port}`)
    .join(', ');
}

test.each([
  ['', ''],
  ['/ip dns set allow-remote-requests=yes', 'the resolver udp 53, the resolver tcp 53'],
  ['/ip dns set allow-remote-requests=no', ''],
  ['/ip dns set allow-remote-requests=$x', ''],
  ['/ip dns set servers=192.0.2.1', ''],
  ['/snmp set enabled=yes', 'SNMP udp 161'],
  ['/snmp set enabled=true', 'SNMP udp 161'],
  ['/snmp set enabled=no', ''],
  ['/snmp\nset enabled=yes\nset enabled=no', ''],
  [':if ($x) do={ /snmp set enabled=yes }', ''],
  ['/system ntp server set enabled=yes', 'the time server udp 123'],
  ['/interface l2tp-server server set enabled=yes', 'the L2TP server udp 1701'],
  ['/interface pptp-server server set enabled=yes', 'the PPTP server tcp 1723'],
  ['/interface wireguard add name=wg0 listen-port=13231', 'WireGuard wg0 udp 13231'],
  ['/interface wireguard add listen-port=13231', 'WireGuard udp 13231'],
  ['/interface wireguard add name=wg0', ''],
  ['/interface wireguard add name=wg0 listen-port=0', ''],
  ['/interface wireguard add name=wg0 listen-port=13231 disabled=yes', ''],
  ['/interface wireguard add name=wg0 listen-port=$x', ''],
  [':if ($x) do={ /interface wireguard add name=wg0 listen-port=13231 }', ''],
])('after %j the router listens on %j', (script, expected) => expect(others(script)).toBe(expected));

/** By what the router is managed, with the port, and whom it answers. */
function managed(script: string): string | undefined {
  return managementServices(read(script))
    ?.map(({ name, port, bound }) => `${name} ${port ?? '?'}${bound === undefined ? '' : ` for ${bound.join('+')}`}`)
    .join(', ');
}

const ALL = 'WinBox 8291, SSH 22, the web page 80, Telnet 23, FTP 21, the API 8728, the API over TLS 8729';

test.each([
  ['', ALL],
  ['/ip service set telnet disabled=yes', ALL.replace('Telnet 23, ', '')],
  ['/ip service disable telnet,ftp', ALL.replace('Telnet 23, FTP 21, ', '')],
  ['/ip service set ssh port=2222', ALL.replace('SSH 22', 'SSH 2222')],
  ['/ip service set ssh port=$x', ALL.replace('SSH 22', 'SSH ?')],
  ['/ip service set ssh port=0', ALL.replace('SSH 22', 'SSH ?')],
  ['/ip service set ssh port=65536', ALL.replace('SSH 22', 'SSH ?')],
  ['/ip service set ssh port=65535', ALL.replace('SSH 22', 'SSH 65535')],
  ['/ip service set ssh address=192.0.2.0/24', ALL.replace('SSH 22', 'SSH 22 for 192.0.2.0/24')],
  [
    '/ip service set ssh address=192.0.2.0/24,2001:db8::/32',
    ALL.replace('SSH 22', 'SSH 22 for 192.0.2.0/24+2001:db8::/32'),
  ],
  ['/ip service set ssh address=192.0.2.0/24,0.0.0.0/0', ALL],
  ['/ip service set ssh address=::/0', ALL],
  ['/ip service set ssh address=nonsense', ALL],
  ['/ip service set ssh address=""', ALL],
  [':if ($x) do={ /ip service set ssh disabled=no }', undefined],
  ['/ip service set $x disabled=yes', undefined],
  ['/ip service set [find name=ssh] disabled=yes', undefined],
])('after %j the router is managed by %j', (script, expected) => {
  if (script.startsWith(':if')) expect(managed(script)).toBe(ALL.replace('SSH 22, ', ''));
  else expect(managed(script)).toBe(expected);
});
