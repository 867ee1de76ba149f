import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import type { Assumption } from '../../server/src/execution/assumption.ts';
import type { ConfigurationItem } from '../../server/src/execution/configuration.ts';
import { execute } from '../../server/src/execution/execute.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { matchGolden } from '../support/golden.ts';

function run(script: string, assumption?: Assumption): ReadonlyMap<string, readonly ConfigurationItem[]> {
  return execute(bind(parse(script), catalog), assumption).menus;
}

/** Menus and their items, as an export would show them. */
function exported(menus: ReadonlyMap<string, readonly ConfigurationItem[]>): string {
  return [...menus]
    .map(([menu, items]) => {
      const lines = items.map(({ properties }) =>
        ['-', ...[...properties].map(([name, { text }]) => `${name}=${text}`)].join(' '),
      );
      return [menu, ...lines, ''].join('\n');
    })
    .join('\n');
}

test('what a router holds before the file runs, with the default configuration', () =>
  matchGolden(path.join(import.meta.dirname, 'golden/default-configuration.txt'), exported(run('', 'defconf'))));

test('and without it: services, a community, settings', () => {
  const menus = run('', 'nothing');
  const full = run('', 'defconf');
  expect([...menus.keys()].every((menu) => full.has(menu))).toBe(true);
  expect([...menus].filter(([, items]) => items.length > 1).map(([menu]) => menu)).toEqual(['/ip/service']);
  expect([...menus.values()].flat().every(({ assumed, origin }) => assumed && origin === undefined)).toBe(true);
});

/** Menus whose items are followed. */
const LISTS = `
/ip/firewall/filter /ip/firewall/nat /ip/firewall/mangle /ip/firewall/raw /ip/firewall/address-list
/ip/firewall/layer7-protocol /ipv6/firewall/filter /ipv6/firewall/nat /ipv6/firewall/mangle /ipv6/firewall/raw
/ipv6/firewall/address-list /ip/address /ip/dhcp-client /ip/route /ipv6/address /ipv6/dhcp-client /ipv6/route
/interface/pppoe-client /interface/l2tp-client /interface/sstp-client /interface/pptp-client /interface/ovpn-client
/interface/ppp-client /interface/list /interface/list/member /snmp/community /user /interface/bridge/port
/interface/vlan /interface/wifi /interface/wireless /interface/bridge /interface/6to4 /interface/bonding
/interface/eoip /interface/eoipv6 /interface/gre /interface/gre6 /interface/ipip /interface/ipipv6 /interface/macvlan
/interface/mesh /interface/veth /interface/vrrp /interface/vxlan /interface/wireguard /interface/l2tp-server
/interface/pppoe-server /interface/pptp-server /interface/sstp-server
`;
/** Of these it is known that the router holds no items but those of the file. */
const FIREWALL = /firewall|^\/interface\/list/;
/** Menus of settings: one item, which is always there. */
const SETTINGS = `
/interface/l2tp-server/server /interface/pptp-server/server /interface/sstp-server/server /ip/cloud /ip/dns
/ip/firewall/connection/tracking /ip/neighbor/discovery-settings /ip/proxy /ip/settings /ip/socks /ip/ssh /ip/upnp
/ipv6/settings /snmp /system/ntp/client /system/ntp/server /tool/bandwidth-server /tool/mac-server
/tool/mac-server/mac-winbox /tool/mac-server/ping /tool/romon
`;
/** Menus of interfaces that the router has by itself. */
const DEVICES = '/interface /interface/ethernet /interface/lte /interface/wifi /interface/wireless';

function menus(text: string): string[] {
  return text.trim().split(/\s+/);
}

describe('menus that are followed', () => {
  test.each(menus(LISTS))('%s', (menu) => {
    const [own] = (run(`${menu} add comment=own`).get(menu) ?? []).filter(({ origin }) => origin !== undefined);
    expect(own).toMatchObject({ menu, assumed: false, conditional: false, placeUnknown: false });
    // Whether others are there as well, a search says.
    const sure = run(`:if ([:len [${menu} find comment=x]] = 0) do={ /ip firewall filter add }`);
    expect(sure.get('/ip/firewall/filter')?.[0]?.conditional).toBe(!FIREWALL.test(menu));
  });
  test.each(menus(SETTINGS))('%s', (menu) => {
    const items = run(`${menu} set comment=own`).get(menu);
    expect(items?.map(({ properties }) => properties.get('comment')?.text)).toEqual(['own']);
    expect(items).toMatchObject([{ assumed: true, conditional: false }]);
  });
  test('of services, which are always the same', () =>
    expect(run('/ip service set www port=81').get('/ip/service')?.[2]?.properties.get('port')?.text).toBe('81'));
  test.each(['/ip/pool', '/system/script', '/ip/dns/static', '/queue/simple', '/ip/ipsec/peer'])('not %s', (menu) =>
    expect(run(`${menu} add comment=x name=x`).has(menu)).toBe(false),
  );
});

describe('interfaces that the router has by itself', () => {
  test.each(menus(DEVICES))('%s', (menu) => {
    const names = (script: string): string[] =>
      (run(script).get(menu) ?? []).map(
        ({ properties }) => `${properties.get('default-name')?.text} ${properties.get('name')?.text}`,
      );
    expect(names(`${menu} set if1 name=wan`)).toEqual(['if1 wan']);
    expect(names(`${menu} set [find default-name=if1] name=wan`)).toEqual(['if1 wan']);
    expect(names(`${menu} set [find where name="if1"] name=wan`)).toEqual(['if1 wan']);
    expect(names(`${menu} disable if1,if2`)).toEqual(['if1 if1', 'if2 if2']);
    expect(names(`${menu} set [find default-name=if1 or default-name=if2] mtu=1400`)).toEqual(['if2 if2', 'if1 if1']);
    expect(names(`${menu}\nset if1 name=a\nset if1 mtu=1400\nset a mtu=1`)).toEqual(['if1 a', 'a a']);
    // Numbers, ids and other comparisons are no names.
    expect(names(`${menu} set 0,*A,if1 mtu=1400`)).toEqual(['if1 if1']);
    expect(names(`${menu} set [find comment=if1] mtu=1400`)).toEqual([]);
    expect(names(`${menu} set [find name!=if1] mtu=1400`)).toEqual([]);
    expect(names(`${menu} set [find name~"if1"] mtu=1400`)).toEqual([]);
    expect(names(`${menu} set [find name=$x] mtu=1400`)).toEqual([]);
  });
  test('those that somebody has to add are none', () =>
    expect(run('/interface vlan set v1 name=x').get('/interface/vlan') ?? []).toEqual([]));
});

describe('files that are written for the default configuration', () => {
  const count = (script: string): number => run(script).get('/ip/firewall/nat')?.length ?? 0;
  test.each<[string, boolean]>([
    ['/ip firewall filter remove [find comment="defconf: drop invalid"]', true],
    ['/ip firewall filter remove [find comment~"^defconf"]', true],
    ['/ip firewall filter remove [find comment=defconf]', true],
    ['/ip firewall filter remove [find chain=input and (comment~"defconf" or log=yes)]', true],
    ['/ip firewall filter add comment=x place-before=[find comment~"defconf"]', true],
    ['/ip firewall filter\nadd comment="like defconf"\nremove [find comment~"defconf"]', true],
    ['/ip firewall filter\nadd comment="defconf: mine"\nremove [find comment~"defconf"]', false],
    ['/ip firewall filter\nadd comment="defconf: mine"', false],
    ['/ip firewall filter\nadd log-prefix=defconf\nremove [find log-prefix=defconf]', true],
    ['/ip firewall filter\nset 0 comment="defconf: mine"\nremove [find comment~"defconf"]', true],
    // Nobody looks for rules here.
    ['/ip pool remove [find comment~"defconf"]', false],
    ['/ip pool add name=x comment="defconf"\n/ip firewall filter remove [find comment~"defconf"]', true],
    ['# defconf\n/ip firewall filter remove [find comment~"drop"]', false],
    ['/ip firewall filter remove [find comment=defcon]', false],
  ])('%s', (script, counts) => expect(count(script)).toBe(counts ? 1 : 0));
});
