import { describe, expect, it } from 'vitest';
import { type Snippet, snippets } from '../../server/src/features/snippets.ts';

/** A fixed source of numbers. */
function fixedRandom(): () => number {
  let state = 1;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** What VS Code inserts when the user tabs through without a change. */
function expand(body: string): string {
  const values = new Map<string, string>();
  const text = body.replaceAll(
    /\\([\\$}])|\$\{(\d+):((?:\\[\\$}]|[^}\\])*)\}|\$\{(\d+)\}|\$(\d+)/g,
    (_, escaped, stop, value, mirror, bare) => {
      if (escaped !== undefined) return escaped;
      if (stop !== undefined) values.set(stop, value.replaceAll(/\\([\\$}])/g, '$1'));
      return `\u0000${stop ?? mirror ?? bare}\u0000`;
    },
  );
  return text.replaceAll(/\0(\d+)\0/g, (_, stop) => values.get(stop) ?? '');
}

function made(prefix: string, withMenu = false, knockPorts?: readonly number[]): Snippet {
  const all = snippets({ random: fixedRandom(), withMenu, ...(knockPorts && { knockPorts }) });
  const snippet = all.find((candidate) => candidate.prefix === prefix);
  if (snippet === undefined) throw new Error(`No snippet ${prefix}`);
  return snippet;
}

/** The lines without the empty one that the cursor ends in. */
function lines(prefix: string, withMenu = false, knockPorts?: readonly number[]): string[] {
  const text = expand(made(prefix, withMenu, knockPorts).body).split('\n');
  expect(text.pop()).toBe('');
  return text;
}

const gate =
  'add action=accept chain=input comment="Knock: accept sources that knocked" dst-port=22,8291 in-interface-list=WAN protocol=tcp src-address-list=secured';

describe('snippets', () => {
  it('rosknock2', () => {
    expect(lines('rosknock2')).toEqual([
      gate,
      'add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 2" connection-state=new dst-port=43751 in-interface-list=WAN protocol=tcp',
      'add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 2 of 2" connection-state=new dst-port=29506 in-interface-list=WAN protocol=tcp src-address-list=knock1',
    ]);
  });

  it('rosknock3', () => {
    expect(lines('rosknock3')).toEqual([
      gate,
      'add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 3" connection-state=new dst-port=58173 in-interface-list=WAN protocol=tcp',
      'add action=add-src-to-address-list address-list=knock2 address-list-timeout=20s chain=input comment="Knock 2 of 3" connection-state=new dst-port=21706 in-interface-list=WAN protocol=tcp src-address-list=knock1',
      'add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 3 of 3" connection-state=new dst-port=36988 in-interface-list=WAN protocol=tcp src-address-list=knock2',
    ]);
  });

  it('rosknock4', () => {
    expect(lines('rosknock4')).toEqual([
      gate,
      'add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 4" connection-state=new dst-port=21135 in-interface-list=WAN protocol=tcp',
      'add action=add-src-to-address-list address-list=knock2 address-list-timeout=20s chain=input comment="Knock 2 of 4" connection-state=new dst-port=42807 in-interface-list=WAN protocol=tcp src-address-list=knock1',
      'add action=add-src-to-address-list address-list=knock3 address-list-timeout=20s chain=input comment="Knock 3 of 4" connection-state=new dst-port=57299 in-interface-list=WAN protocol=tcp src-address-list=knock2',
      'add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 4 of 4" connection-state=new dst-port=32112 in-interface-list=WAN protocol=tcp src-address-list=knock3',
    ]);
  });

  it('rosknockmix', () => {
    expect(lines('rosknockmix')).toEqual([
      gate,
      'add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 3" connection-state=new dst-port=35817 in-interface-list=WAN protocol=tcp',
      'add action=add-src-to-address-list address-list=knock2 address-list-timeout=20s chain=input comment="Knock 2 of 3" connection-state=new dst-port=25240 in-interface-list=WAN protocol=udp src-address-list=knock1',
      'add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 3 of 3" connection-state=new dst-port=52370 in-interface-list=WAN protocol=tcp src-address-list=knock2',
    ]);
  });

  it('rosknockudp', () => {
    expect(lines('rosknockudp')).toEqual([
      gate,
      'add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 3" connection-state=new dst-port=22961 in-interface-list=WAN protocol=udp',
      'add action=add-src-to-address-list address-list=knock2 address-list-timeout=20s chain=input comment="Knock 2 of 3" connection-state=new dst-port=48592 in-interface-list=WAN protocol=udp src-address-list=knock1',
      'add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 3 of 3" connection-state=new dst-port=40685 in-interface-list=WAN protocol=udp src-address-list=knock2',
    ]);
  });

  it('rosknockicmp', () => {
    expect(lines('rosknockicmp')).toEqual([
      gate,
      'add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 3: ping with 362 bytes" icmp-options=8:0 in-interface-list=WAN packet-size=390 protocol=icmp',
      'add action=add-src-to-address-list address-list=knock2 address-list-timeout=20s chain=input comment="Knock 2 of 3: ping with 821 bytes" icmp-options=8:0 in-interface-list=WAN packet-size=849 protocol=icmp src-address-list=knock1',
      'add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 3 of 3: ping with 642 bytes" icmp-options=8:0 in-interface-list=WAN packet-size=670 protocol=icmp src-address-list=knock2',
    ]);
  });

  it('rosknockl7', () => {
    expect(lines('rosknockl7')).toEqual([
      '/ip firewall layer7-protocol add name=knock-phrase1 regexp="^7z9swkx2iam4zqca\\$"',
      '/ip firewall layer7-protocol add name=knock-phrase2 regexp="^fi6x8zedi8f2dm5n\\$"',
      gate,
      'add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 2" connection-state=new dst-port=48428 in-interface-list=WAN layer7-protocol=knock-phrase1 protocol=udp',
      'add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 2 of 2" connection-state=new dst-port=31448 in-interface-list=WAN layer7-protocol=knock-phrase2 protocol=udp src-address-list=knock1',
    ]);
  });

  it('rosknocktrap', () => {
    expect(lines('rosknocktrap')).toEqual([
      gate,
      'add action=drop chain=input comment="Blacklist: drop who stepped into the trap" in-interface-list=WAN src-address-list=blacklist',
      'add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 3" connection-state=new dst-port=21929 in-interface-list=WAN protocol=tcp',
      'add action=add-src-to-address-list address-list=knock2 address-list-timeout=20s chain=input comment="Knock 2 of 3" connection-state=new dst-port=57562 in-interface-list=WAN protocol=tcp src-address-list=knock1',
      'add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 3 of 3" connection-state=new dst-port=38216 in-interface-list=WAN protocol=tcp src-address-list=knock2',
      'add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap: any TCP port that is no knock port" connection-state=new dst-port=!21929,57562,38216 in-interface-list=WAN protocol=tcp src-address-list=!secured',
    ]);
  });

  it('rosblacklist', () => {
    expect(lines('rosblacklist')).toEqual([
      'add action=drop chain=input comment="Blacklist: drop who stepped into the trap" in-interface-list=WAN src-address-list=blacklist',
      'add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap: any TCP port that is no knock port" connection-state=new dst-port=!28952,49809,44178 in-interface-list=WAN protocol=tcp src-address-list=!secured',
    ]);
  });

  it('rosfirewall', () => {
    expect(lines('rosfirewall')).toEqual([
      'add action=accept chain=input comment="Accept established, related and untracked" connection-state=established,related,untracked',
      'add action=drop chain=input comment="Drop invalid" connection-state=invalid',
      'add action=accept chain=input comment="Accept ICMP" protocol=icmp',
      'add action=accept chain=input comment="Accept LAN" in-interface-list=LAN',
      'add action=drop chain=input comment="Drop everything else"',
      'add action=accept chain=forward comment="Accept established, related and untracked" connection-state=established,related,untracked',
      'add action=drop chain=forward comment="Drop invalid" connection-state=invalid',
      'add action=accept chain=forward comment="Accept LAN" in-interface-list=LAN',
      'add action=accept chain=forward comment="Accept port forwards" connection-nat-state=dstnat',
      'add action=drop chain=forward comment="Drop everything else"',
    ]);
  });

  it('begin with the menu only when asked', () => {
    for (const { prefix } of snippets({ random: fixedRandom(), withMenu: false })) {
      const [first, ...rest] = lines(prefix, true);
      expect(first).toBe('/ip firewall filter');
      expect(rest).toEqual(lines(prefix));
      expect(made(prefix).menu).toBe('/ip/firewall/filter');
    }
  });

  it('have tab stops that change together', () => {
    const { body } = made('rosknocktrap');
    expect(body).toMatch(/in-interface-list=\$\{2:WAN\}/);
    expect(body.match(/\$\{2\}/g)).toHaveLength(5);
    expect(body).toMatch(/dst-port=!\$\{4\},\$\{5\},\$\{6\} /);
    expect(body.endsWith('\n$0')).toBe(true);
    for (const snippet of snippets({ random: fixedRandom(), withMenu: true })) {
      const defined = [...snippet.body.matchAll(/\$\{(\d+):/g)].map(([, stop]) => Number(stop)).sort((a, b) => a - b);
      expect(defined, snippet.prefix).toEqual(defined.map((_, i) => i + 1));
    }
  });

  it('escape the dollar sign of a passphrase for RouterOS and for the editor', () => {
    expect(made('rosknockl7').body).toMatch(/regexp="\^\$\{1:[a-z2-9]{16}\}\\\\\\\$"\n/);
    expect(lines('rosknockl7')[0]).toMatch(/regexp="\^[a-z2-9]{16}\\\$"$/);
  });

  it('spare the knock ports of the file', () => {
    expect(lines('rosblacklist', false, [888, 555, 222])[1]).toContain(' dst-port=!888,555,222 ');
  });

  it('draw other numbers each time', () => {
    const random = fixedRandom();
    const draw = () => snippets({ random, withMenu: false }).find(({ prefix }) => prefix === 'rosknock3')?.body;
    expect(draw()).not.toBe(draw());
  });

  it('have prefixes and names of their own', () => {
    const all = snippets({ random: fixedRandom(), withMenu: false });
    expect(new Set(all.map(({ prefix }) => prefix)).size).toBe(all.length);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { prefix, description } of all) {
      expect(prefix).toMatch(/^ros[a-z0-9]+$/);
      expect(description).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('lists properties in the order of an export: action first, then by the alphabet', () => {
    for (const { prefix } of snippets({ random: fixedRandom(), withMenu: false })) {
      for (const text of lines(prefix).filter((candidate) => candidate.startsWith('add '))) {
        const names = [...text.replaceAll(/"[^"]*"/g, '').matchAll(/ ([a-z-]+)=/g)].map(([, name]) => name);
        expect(names, text).toEqual(['action', ...names.slice(1).sort()]);
      }
    }
  });
});
