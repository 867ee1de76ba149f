import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { definition } from '../../server/src/features/definition.ts';
import { documentHighlights } from '../../server/src/features/documentHighlights.ts';
import { references } from '../../server/src/features/references.ts';
import type { TextRange } from '../../server/src/text/range.ts';
import { marked } from '../support/markers.ts';

/** The definition of what stands at `$0` is what is underlined. */
function defines(source: string): void {
  check(source, (script, offset) => definition(analyse(script), offset)?.targets ?? []);
}

/** The references to what stands at `$0`, definitions included, are what is underlined. */
function refers(source: string): void {
  check(source, (script, offset) => references(analyse(script), offset, { includeDeclaration: true }));
}

function check(source: string, find: (script: string, offset: number) => readonly TextRange[]): void {
  const { text, ranges, cursors } = marked(source);
  expect(find(text, cursors[0] as number).map(({ start, end }) => ({ start, end }))).toEqual(ranges);
}

describe('definition', () => {
  test('of an address list: the rules that fill it, and its first entry', () =>
    defines(`
      /ip firewall filter
      add chain=input action=add-src-to-address-list address-list=safe protocol=tcp dst-port=41873
                                                                  ^^^^
      add chain=input action=accept src-address-list=!sa$0fe
      /ip firewall address-list
      add list=safe address=192.0.2.1
               ^^^^
      add list=safe address=192.0.2.2
      /ipv6 firewall address-list
      add list=safe address=2001:db8::1
    `));
  test('of a chain: its first rule, in its own table', () =>
    defines(`
      /ip firewall mangle add chain=knock action=accept
      /ip firewall filter
      add chain=input action=jump jump-target=kn$0ock
      add chain=knock action=drop
                ^^^^^
      add chain=knock action=accept
    `));
  test('of a script: where it is added, from where it is run, scheduled and found', () => {
    defines(`
      /system script add name=tidy source=":log info done"
                              ^^^^
      /system script run ti$0dy
    `);
    refers(`
      /system scheduler add name=x on-event=tidy
                                            ^^^^
      add on-event=":log info tidy"
      /system script
      add name=tidy source=x
               ^^^^
      run number=tidy
                 ^^^^
      run [find name=ti$0dy]
                     ^^^^^^
    `);
  });
  test('of an interface list, also in menus that take it as text, and in lists of lists', () => {
    defines(`
      /interface list add name=Inside
                               ^^^^^^
      /interface list member add list=Inside interface=ether2
      /tool mac-server set allowed-interface-list=In$0side
    `);
    refers(`
      /interface list
      add name=Inside
               ^^^^^^
      add name=All include=dynamic,In$0side
                                   ^^^^^^^^
      set Inside comment=x
          ^^^^^^
      /ip firewall filter add chain=input in-interface-list=!Inside
                                                             ^^^^^^
      /ip neighbor discovery-settings set discover-interface-list=Inside
                                                                  ^^^^^^
    `);
  });
  test('of an interface list that only has members: the first of them', () =>
    defines(`
      /interface list member
      add list=Inside interface=ether2
               ^^^^^^
      add list=Inside interface=ether3
      /ip firewall filter add chain=input in-interface-list=$0Inside
    `));
  test('of a layer-7 entry', () =>
    defines(`
      /ip firewall layer7-protocol add name=pass regexp="x"
                                            ^^^^
      /ip firewall filter add chain=input layer7-protocol=pass$0
    `));
  test('of a variable: the declaration in sight that gives it a value', () => {
    defines(`
      :local a 1
      :if (true) do={ :local a 2; :put $a$0 }
                             ^
    `);
    defines(`
      :global a
      :global a 5
              ^
      :put $0$a
    `);
  });
  test('of a function, from its call', () =>
    defines(`
      :global greet do={ :put $name }
              ^^^^^
      $gre$0et name=x
    `));
  test('is not there for what is no name', () => {
    expect(definition(analyse('/ip firewall filter add chain=input'), 5)).toBeUndefined();
    expect(definition(analyse('/ip firewall filter add chain="a$x"'), 32)).toBeUndefined();
  });
});

describe('references', () => {
  test('in conditions, and without the negation', () =>
    refers(`
      /ip firewall address-list
      add list="my list" address=192.0.2.1
                ^^^^^^^
      remove [find list="my list" and disabled=no]
                         ^^^^^^^
      /ip firewall filter add chain=input src-address-list="!my$0 list"
                                                             ^^^^^^^^^
    `));
  test('leave out the definition where the client wants that', () => {
    const { text, cursors, ranges } = marked(`
      /ip firewall filter
      add chain=input action=jump jump-target=kn$0ock
                                              ^^^^^^^
      add chain=knock action=drop
      add chain=knock action=accept
                ^^^^^
    `);
    expect(references(analyse(text), cursors[0] as number, { includeDeclaration: false })).toEqual(ranges);
  });
  test('go into scripts in strings and braces, at any depth', () =>
    refers(`
      :global seen 1
              ^^^^
      /system script add name=a source=":global seen\\r\\n:put \\$se$0en"
                                                ^^^^           ^^^^^^
      /system scheduler add on-event={:global seen; :put $seen}
                                              ^^^^        ^^^^
      /system script add name=b source=":execute \\":global seen 2\\""
                                                           ^^^^
    `));
  test('to a list from a script in a string', () =>
    refers(`
      /ip firewall filter add chain=input src-address-list=gu$0ests
                                                           ^^^^^^^^
      /system script add source="/ip firewall address-list add list=\\"guests\\" address=192.0.2.1"
                                                                      ^^^^^^
    `));
  test('to lists from DHCP, PPP and DNS', () =>
    refers(`
      /ip firewall filter add chain=input src-address-list=$0guests
                                                             ^^^^^^
      /ppp profile add name=x address-list=guests incoming-filter=guests
                                           ^^^^^^
      /ip dhcp-server lease add address-lists=a,guests
                                                ^^^^^^
    `));
  test('to a parameter: its uses, and the arguments of calls', () =>
    refers(`
      :global f do={ :put $x; :put ($x . "y") }
                           ^         ^
      $f x$0=1
         ^^^
    `));
  test('in texts and expressions', () =>
    refers(`
      :local name "x"
             ^^^^
      :put "hello $na$0me and $($name . [:len $name])"
                   ^^^^^^        ^^^^          ^^^^
    `));
});

test('highlights tell what writes from what reads', () => {
  const { text, cursors } = marked(':local n 1\n:set n 2\n:put $0$n\n');
  const found = documentHighlights(analyse(text), cursors[0] as number);
  expect(found.map(({ range, kind }) => `${range.start} ${kind}`)).toEqual(['7 write', '16 write', '26 read']);
});
