import { expect, test } from 'vitest';
import { analyse } from '../../../server/src/analysis/analyse.ts';
import { type ClientCommand, clientCommands } from '../../../server/src/knock/write/clientCommands.ts';

type Expected = Readonly<Partial<Record<ClientCommand['client'], string>>>;

/** The commands of the knock that these packets make, as matchers of its stages. */
function check(packets: readonly string[], expected: Expected, menu = '/ip firewall filter'): void {
  const stages = packets.map((packet, index) => {
    const asks = index === 0 ? '' : ` src-address-list=k${index}`;
    const list = index === packets.length - 1 ? 'safe' : `k${index + 1}`;
    return `add chain=input action=add-src-to-address-list ${packet}${asks} address-list=${list} address-list-timeout=10s`;
  });
  const script = [
    menu,
    ...stages,
    'add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe',
    'add chain=input action=drop',
  ].join('\n');
  const { knocks, firewall } = analyse(script);
  const written = knocks.flatMap((knock) => clientCommands(knock, firewall));
  expect(knocks, script).toHaveLength(1);
  expect(Object.fromEntries(written.map(({ client, text }) => [client, text])), script).toEqual(expected);
}

const IPV6 = '/ipv6 firewall filter';

test('TCP', () => {
  check(['protocol=tcp dst-port=41873', 'protocol=tcp dst-port=23951'], {
    knock: 'knock -d 500 ROUTER 41873:tcp 23951:tcp',
    nmap: 'sudo nmap -n -Pn -sS --max-retries 0 -p 41873 ROUTER && sleep 0.5 && sudo nmap -n -Pn -sS --max-retries 0 -p 23951 ROUTER',
    bash: "timeout 0.3 bash -c 'echo > /dev/tcp/ROUTER/41873'; sleep 0.5; timeout 0.3 bash -c 'echo > /dev/tcp/ROUTER/23951'",
    PowerShell:
      "$k = [Net.Sockets.TcpClient]::new(); $null = $k.ConnectAsync('ROUTER', 41873).Wait(300); $k.Close(); " +
      'Start-Sleep -Milliseconds 500; ' +
      "$k = [Net.Sockets.TcpClient]::new(); $null = $k.ConnectAsync('ROUTER', 23951).Wait(300); $k.Close()",
    RouterOS:
      ':do { /tool fetch url="http://ROUTER:41873/" output=none duration=500ms } on-error={}; :delay 500ms; ' +
      ':do { /tool fetch url="http://ROUTER:23951/" output=none duration=500ms } on-error={}',
  });
});

test('UDP, which no router sends', () => {
  check(['protocol=udp dst-port=41873', 'protocol=tcp dst-port=52306', 'protocol=udp dst-port=23951'], {
    knock: 'knock -d 500 ROUTER 41873:udp 52306:tcp 23951:udp',
    nmap: 'sudo nmap -n -Pn -sU --max-retries 0 -p 41873 ROUTER && sleep 0.5 && sudo nmap -n -Pn -sS --max-retries 0 -p 52306 ROUTER && sleep 0.5 && sudo nmap -n -Pn -sU --max-retries 0 -p 23951 ROUTER',
    bash: "timeout 0.3 bash -c 'echo > /dev/udp/ROUTER/41873'; sleep 0.5; timeout 0.3 bash -c 'echo > /dev/tcp/ROUTER/52306'; sleep 0.5; timeout 0.3 bash -c 'echo > /dev/udp/ROUTER/23951'",
    PowerShell:
      "$k = [Net.Sockets.UdpClient]::new(); $null = $k.Send([byte[]](10), 1, 'ROUTER', 41873); $k.Close(); " +
      'Start-Sleep -Milliseconds 500; ' +
      "$k = [Net.Sockets.TcpClient]::new(); $null = $k.ConnectAsync('ROUTER', 52306).Wait(300); $k.Close(); " +
      'Start-Sleep -Milliseconds 500; ' +
      "$k = [Net.Sockets.UdpClient]::new(); $null = $k.Send([byte[]](10), 1, 'ROUTER', 23951); $k.Close()",
  });
});

// 128 bytes with 20 of IP and 8 of ICMP; only RouterOS counts them as the rule does.
test('a ping with a size, which neither knock nor nmap sends', () => {
  check(['protocol=icmp packet-size=128', 'protocol=tcp dst-port=23951'], {
    bash: "ping -c 1 -W 1 -s 100 ROUTER; sleep 0.5; timeout 0.3 bash -c 'echo > /dev/tcp/ROUTER/23951'",
    PowerShell:
      'ping -n 1 -l 100 ROUTER; Start-Sleep -Milliseconds 500; ' +
      "$k = [Net.Sockets.TcpClient]::new(); $null = $k.ConnectAsync('ROUTER', 23951).Wait(300); $k.Close()",
    RouterOS:
      '/ping ROUTER count=1 size=128; :delay 500ms; ' +
      ':do { /tool fetch url="http://ROUTER:23951/" output=none duration=500ms } on-error={}',
  });
});

test('IPv6', () => {
  check(
    ['protocol=tcp dst-port=41873', 'protocol=udp dst-port=23951'],
    {
      knock: 'knock -6 -d 500 ROUTER 41873:tcp 23951:udp',
      nmap: 'sudo nmap -6 -n -Pn -sS --max-retries 0 -p 41873 ROUTER && sleep 0.5 && sudo nmap -6 -n -Pn -sU --max-retries 0 -p 23951 ROUTER',
      bash: "timeout 0.3 bash -c 'echo > /dev/tcp/ROUTER/41873'; sleep 0.5; timeout 0.3 bash -c 'echo > /dev/udp/ROUTER/23951'",
      PowerShell:
        '$k = [Net.Sockets.TcpClient]::new([Net.Sockets.AddressFamily]::InterNetworkV6); ' +
        "$null = $k.ConnectAsync('ROUTER', 41873).Wait(300); $k.Close(); Start-Sleep -Milliseconds 500; " +
        '$k = [Net.Sockets.UdpClient]::new([Net.Sockets.AddressFamily]::InterNetworkV6); ' +
        "$null = $k.Send([byte[]](10), 1, 'ROUTER', 23951); $k.Close()",
    },
    IPV6,
  );
  check(
    ['protocol=icmpv6 packet-size=148', 'protocol=tcp dst-port=23951'],
    {
      bash: "ping -6 -c 1 -W 1 -s 100 ROUTER; sleep 0.5; timeout 0.3 bash -c 'echo > /dev/tcp/ROUTER/23951'",
      PowerShell:
        'ping -n 1 -l 100 ROUTER; Start-Sleep -Milliseconds 500; ' +
        '$k = [Net.Sockets.TcpClient]::new([Net.Sockets.AddressFamily]::InterNetworkV6); ' +
        "$null = $k.ConnectAsync('ROUTER', 23951).Wait(300); $k.Close()",
      RouterOS:
        '/ping ROUTER count=1 size=148; :delay 500ms; ' +
        ':do { /tool fetch url="http://[ROUTER]:23951/" output=none duration=500ms } on-error={}',
    },
    IPV6,
  );
});

test.each([
  ['holds a text', 'protocol=udp dst-port=9 content=sesame'],
  ['is of a protocol without ports', 'protocol=gre'],
  ['is another ICMP than a ping', 'protocol=icmp icmp-options=13:0'],
  ['has a size that clients do not send', 'protocol=udp dst-port=9 packet-size=300'],
  ['comes from a port that clients do not choose', 'protocol=udp dst-port=9 src-port=53'],
  ['has flags of its own', 'protocol=tcp dst-port=9 tcp-flags=fin,!syn'],
])('none where a packet %s', (_, packet) => check([packet, 'protocol=tcp dst-port=23951'], {}));

test.each([
  ['a size that clients send', 'protocol=tcp dst-port=9 packet-size=40-100'],
  ['a port that clients choose', 'protocol=tcp dst-port=9 src-port=1024-65535'],
])('%s', (_, packet) => {
  check([packet, 'protocol=udp dst-port=23951'], {
    knock: 'knock -d 500 ROUTER 9:tcp 23951:udp',
    nmap: 'sudo nmap -n -Pn -sS --max-retries 0 -p 9 ROUTER && sleep 0.5 && sudo nmap -n -Pn -sU --max-retries 0 -p 23951 ROUTER',
    bash: "timeout 0.3 bash -c 'echo > /dev/tcp/ROUTER/9'; sleep 0.5; timeout 0.3 bash -c 'echo > /dev/udp/ROUTER/23951'",
    PowerShell:
      "$k = [Net.Sockets.TcpClient]::new(); $null = $k.ConnectAsync('ROUTER', 9).Wait(300); $k.Close(); " +
      'Start-Sleep -Milliseconds 500; ' +
      "$k = [Net.Sockets.UdpClient]::new(); $null = $k.Send([byte[]](10), 1, 'ROUTER', 23951); $k.Close()",
  });
});

test('none where no sequence opens it', () => {
  check(['protocol=tcp dst-port=7 connection-state=established', 'protocol=tcp dst-port=23951'], {});
});
