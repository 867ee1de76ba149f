import { describe, expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { execute } from '../../server/src/execution/execute.ts';
import { parse } from '../../server/src/syntax/parse.ts';

/** Adds an item with the properties, looks for it with the condition, and says whether it was found. */
function check(properties: string, condition: string, expected: 'yes' | 'no' | 'perhaps', menu = 'filter'): void {
  const script = `/ip firewall ${menu}\n:local yes5 true\n:local no5 false\n:local tcp tcp\nadd ${properties}\nremove [find ${condition}]`;
  const items = execute(bind(parse(script), catalog)).menus.get(`/ip/firewall/${menu}`) ?? [];
  const found = items.length === 0 ? 'yes' : items[0]?.conditional === true ? 'perhaps' : 'no';
  expect(found, script).toBe(expected);
}

describe('conditions', () => {
  test.each<[string, 'yes' | 'no' | 'perhaps']>([
    ['', 'yes'],
    ['where', 'yes'],
    ['true', 'yes'],
    ['no', 'no'],
    ['colour', 'perhaps'],
    ['$yes5', 'yes'],
    ['$no5', 'no'],
    ['$tcp', 'perhaps'],
    ['(1 = 1)', 'yes'],
    ['(1 = 2)', 'no'],
    ['comment=a and chain=input', 'yes'],
    ['comment=a and chain=forward', 'no'],
    ['comment=b && chain=input', 'no'],
    ['comment=a && chain=input', 'yes'],
    ['comment=b or chain=input', 'yes'],
    ['comment=b || chain=forward', 'no'],
    ['comment=a || chain=forward', 'yes'],
    ['comment=a chain=input', 'yes'],
    ['comment=a chain=forward', 'no'],
    ['chain=forward comment=a', 'no'],
    ['bytes=0 and chain=forward', 'no'],
    ['bytes=0 and chain=input', 'perhaps'],
    ['chain=input bytes=0', 'perhaps'],
    ['bytes=0 chain=forward', 'no'],
    ['bytes=0 or chain=input', 'yes'],
    ['bytes=0 or chain=forward', 'perhaps'],
    ['!(comment=a)', 'no'],
    ['!(comment=b)', 'yes'],
    ['!(bytes=0)', 'perhaps'],
    ['(comment=a)', 'yes'],
    ['(comment~"a")=true', 'yes'],
    ['(comment~"a")=false', 'no'],
    ['(comment~"a")!=false', 'yes'],
    ['(comment~"a")!=yes', 'no'],
    ['(comment~"b")=no', 'yes'],
    ['(comment~"a")=maybe', 'perhaps'],
    ['(comment~"a")>true', 'perhaps'],
    ['comment>a', 'perhaps'],
    ['comment=$tcp', 'no'],
    ['protocol=$tcp', 'yes'],
    ['protocol!=$tcp', 'no'],
    ['protocol=$nobody', 'perhaps'],
    ['comment~"^a"', 'yes'],
    ['comment~"b"', 'no'],
    ['comment~$nobody', 'perhaps'],
    ['log-prefix~"x"', 'no'],
    ['log-prefix=""', 'yes'],
    ['comment=""', 'no'],
    ['comment=$chain', 'perhaps'],
    ['comment=("a" . $chain)', 'perhaps'],
    ['comment=("a" . "")', 'yes'],
  ])('%s', (condition, expected) => check('chain=input protocol=tcp comment=a', condition, expected));

  test('a longer chain than anybody writes by hand is not followed', () => {
    check('comment=a', Array.from({ length: 100 }, () => 'comment=a').join(' and '), 'yes');
    check('comment=a', Array.from({ length: 400 }, () => 'comment=a').join(' and '), 'perhaps');
  });
});

describe('properties that are not written', () => {
  test.each<[string, 'yes' | 'no' | 'perhaps']>([
    ['action=accept', 'yes'],
    ['action=drop', 'no'],
    ['disabled=no', 'yes'],
    ['disabled', 'no'],
    ['dynamic=no', 'yes'],
    ['dynamic', 'no'],
    ['invalid=no', 'yes'],
    ['invalid', 'no'],
    ['builtin=no', 'perhaps'],
    ['log=no', 'yes'],
    ['log', 'no'],
    ['protocol=""', 'yes'],
    ['protocol', 'no'],
    ['bytes=0', 'perhaps'],
    ['packets=0', 'perhaps'],
    ['bytes', 'perhaps'],
  ])('%s', (condition, expected) => check('chain=input', condition, expected));
  test.each<[string, string, 'yes' | 'no' | 'perhaps']>([
    ['list=a address=192.0.2.1 timeout=1h', 'dynamic', 'yes'],
    ['list=a address=192.0.2.1 timeout=1h', 'dynamic=no', 'no'],
    ['list=a address=192.0.2.1', 'dynamic', 'no'],
    ['list=a address=192.0.2.1', 'creation-time=x', 'perhaps'],
    ['list=a address=$nobody', 'address=192.0.2.1', 'perhaps'],
    ['list=a address=$nobody', 'address', 'perhaps'],
    ['list=a address=$nobody', 'address~"192"', 'perhaps'],
    ['list=a address=$nobody', 'list=a', 'yes'],
  ])('of an entry: %s, %s', (properties, condition, expected) =>
    check(properties, condition, expected, 'address-list'),
  );
  test('which interface lists are built in, each router knows', () => {
    const items = (condition: string): number =>
      execute(bind(parse(`/interface list\nadd name=a\nremove [find ${condition}]`), catalog)).menus.get(
        '/interface/list',
      )?.length ?? 0;
    expect([items('builtin=no'), items('builtin')]).toEqual([0, 1]);
  });
});

describe('values', () => {
  test.each<[string, string, 'yes' | 'no' | 'perhaps']>([
    // By number, range, length: however they are written.
    ['protocol=tcp', 'protocol=6', 'yes'],
    ['protocol=!tcp', 'protocol=6', 'no'],
    ['protocol=!tcp', 'protocol="!6"', 'yes'],
    ['protocol=tcp', 'protocol=nonsense', 'no'],
    ['dst-port=22,80', 'dst-port=80,22', 'yes'],
    ['dst-port=20-21', 'dst-port=20,21', 'yes'],
    ['port=22', 'port=22', 'yes'],
    ['src-port=22', 'src-port=23', 'no'],
    ['packet-size=0-100', 'packet-size=0-100', 'yes'],
    ['packet-size=0-50,51-100', 'packet-size=0-100', 'yes'],
    ['src-address=192.0.2.0/24', 'src-address=192.0.2.0-192.0.2.255', 'yes'],
    ['src-address=192.0.2.0/24', 'src-address=192.0.2.0/25', 'no'],
    ['src-address=192.0.2.1', 'src-address=192.0.2.1/32', 'yes'],
    ['src-address=!192.0.2.1', 'src-address="!192.0.2.1/32"', 'yes'],
    ['address-list-timeout=1d', 'address-list-timeout=24h', 'yes'],
    ['address-list-timeout=1d', 'address-list-timeout=25h', 'no'],
    // By their text.
    ['connection-state=new,established', 'connection-state=established,new', 'yes'],
    ['connection-state=new', 'connection-state=established', 'no'],
    ['disabled=yes', 'disabled=true', 'yes'],
    ['disabled=no', 'disabled=false', 'yes'],
    ['log=yes', 'log=no', 'no'],
    ['in-interface=ether1', 'in-interface=ether2', 'no'],
    ['comment="a,b"', 'comment="a,b"', 'yes'],
    ['comment="a,b"', 'comment="b,a"', 'no'],
    ['comment="b,a"', 'comment="a,b"', 'no'],
    ['comment="192.0.2.1"', 'comment="192.0.2.1/32"', 'no'],
    ['comment="192.0.2.1/32"', 'comment="192.0.2.1"', 'no'],
    ['src-address-list="a,b"', 'src-address-list="b,a"', 'no'],
    ['jump-target=a', 'jump-target=b', 'no'],
    ['comment=1h', 'comment=60m', 'no'],
    ['log-prefix=1h', 'log-prefix=60m', 'no'],
    ['content=1h', 'content=60m', 'no'],
    ['dst-address-list=1h', 'dst-address-list=60m', 'no'],
    ['address-list=1h', 'address-list=60m', 'no'],
    ['chain=1h', 'chain=60m', 'no'],
    ['comment=1h', 'comment=""', 'no'],
    // The router may keep a rate or a time in another spelling.
    ['limit=1/1m,5:packet', 'limit=1/60s,5:packet', 'perhaps'],
    ['limit=1/1m,5:packet', 'limit=1/1m,5:packet', 'yes'],
    ['limit=1/1m,5:packet', 'limit=5', 'perhaps'],
    ['limit=5', 'limit=1/1m,5:packet', 'perhaps'],
    ['time=8h-17h,mon,tue', 'time=480m-17h,mon,tue', 'perhaps'],
    ['limit=1/1m,5:packet', 'limit=never', 'no'],
    ['limit=1/1m,5:packet', 'limit=""', 'no'],
    ['comment=a', 'limit=1/1m,5:packet', 'no'],
    ['nth=3,1', 'nth=3', 'no'],
    ['nth=3', 'nth=4', 'no'],
    ['priority=5', 'priority=6', 'no'],
  ])('%s, %s', (properties, condition, expected) => check(properties, condition, expected));

  test('IPv6 too', () => {
    const left = (condition: string): number | undefined =>
      execute(
        bind(
          parse(`/ipv6 firewall filter\nadd chain=input src-address=2001:db8::/32\nremove [find ${condition}]`),
          catalog,
        ),
      ).menus.get('/ipv6/firewall/filter')?.length;
    expect(left('src-address=2001:db8:0::/32')).toBe(0);
    expect(left('src-address=2001:db8::/33')).toBe(1);
  });
});
