import { expect, test } from 'vitest';
import { temporaryFolder } from './temporaryFolder.ts';

const { run, file } = temporaryFolder();

const RULES = `add action=accept chain=input connection-state=established,related
add action=accept chain=input dst-port=8291 protocol=tcp src-address-list=managers
add action=drop chain=input in-interface=ether1
`;
const HEAD = `/ip firewall address-list
add address=198.51.100.0/24 list=managers
/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1
/ip firewall filter
`;
const OLD = file('old.rsc', `${HEAD}${RULES}`);
const NEW = file(
  'new.rsc',
  `${HEAD}${RULES.replace('add action=drop', 'add action=accept chain=input dst-port=22 protocol=tcp\nadd action=drop')}`,
);

test('pretty: by side, what is open, and how much is closed', () => {
  const { code, out, err } = run(['exposure', OLD]);
  expect(err).toBe('');
  expect(out).toBe(`${OLD}

From the Internet (ether1)
  limited      WinBox tcp 8291  (line 7, accept; if it is switched on)
               tcp 198.51.100.7:40000 -> :8291 in=ether1
  closed       25 others

From sources on managers
  open         WinBox tcp 8291  (line 7, accept; if it is switched on)
               tcp 198.51.100.7:40000 -> :8291
  limited      SSH tcp 22, HTTP tcp 80, Telnet tcp 23, FTP tcp 21, RouterOS API tcp 8728, RouterOS API over TLS tcp 8729, bandwidth test tcp 2000  (end of the chain; if it is switched on)
               tcp 198.51.100.7:40000 -> :22 in=ether2
  limited      every other TCP port, every other UDP port, ICMP  (end of the chain)
               tcp 198.51.100.7:40000 -> :1 in=ether2
  depends      HTTPS tcp 443, DNS udp 53, DNS tcp 53, HTTP proxy tcp 8080, SOCKS tcp 1080, SNMP udp 161, SMB tcp 445, NTP udp 123, UPnP udp 1900, UPnP tcp 2828, L2TP udp 1701, PPTP tcp 1723, OpenVPN tcp 1194, IPsec IKE udp 500, IPsec NAT-T udp 4500  (end of the chain; if it is switched on)
               tcp 198.51.100.7:40000 -> :443 in=ether2
`);
  expect(code).toBe(0);
});

test('two scripts: only what is open otherwise in the second', () => {
  const { code, out } = run(['exposure', OLD, NEW]);
  expect(out).toBe(`${OLD} → ${NEW}
  closed → open            SSH tcp 22 from the Internet (ether1)  (line 8, accept)
  limited → open           SSH tcp 22 from sources on managers  (line 8, accept)
`);
  expect(code).toBe(1);
  expect(run(['exposure', OLD, NEW, '--no-changes', '--format', 'markdown']).out.match(/^### .*$/gm)).toHaveLength(2);
  expect(run(['exposure', OLD, OLD])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--changes needs two routers'),
  });
});

test('Markdown: a row for each target that is open somewhere', () => {
  expect(run(['exposure', '--format', 'markdown', OLD]).out).toContain('| WinBox tcp 8291 | **limited** | **open** |');
});

test('JSON has the grid', () => {
  const { out } = run(['exposure', '--format', 'json', OLD]);
  const grid = JSON.parse(out) as { readonly cells: readonly object[] };
  expect(Object.keys(grid)).toEqual(['version', 'file', 'assume', 'origins', 'targets', 'cells', 'notes', 'omitted']);
  expect(grid.cells[0]).toEqual({
    from: 'internet',
    to: 'router tcp 8291',
    family: 'ipv4',
    state: 'limited',
    filter: 'some',
    service: 'unknown',
    by: { table: 'filter', line: 7, action: 'accept' },
    packets: ['tcp 198.51.100.7:40000 -> :8291 in=ether1', 'tcp 203.0.113.9:40000 -> :8291 in=ether1'],
    knock: null,
    certain: false,
    hangsOn: ['/ip/service'],
  });
});
