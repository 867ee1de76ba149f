import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { prepareRename, rename } from '../../server/src/features/rename.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { marked } from '../support/markers.ts';

/** What is named at `$0` gets the name; the text becomes `expected`. */
function check(source: string, name: string, expected: string): void {
  const { text, cursors } = marked(source);
  const result = rename(analyse(text), cursors[0] as number, name);
  if (result === undefined || 'refused' in result) throw new Error(result?.refused ?? 'there is no name');
  expect(applyEdits(text, result.edits)).toBe(marked(expected).text);
}

function refuses(source: string, name: string, reason: RegExp): void {
  const { text, cursors } = marked(source);
  expect(rename(analyse(text), cursors[0] as number, name)).toEqual({ refused: expect.stringMatching(reason) });
}

describe('rename', () => {
  test('keeps quotes and negations, and adds quotes where the name wants some', () => {
    check(
      `
      /ip firewall filter
      add chain=input src-address-list=!sa$0fe
      add chain=input src-address-list="!safe"
      add action=add-src-to-address-list address-list=safe chain=input
      `,
      'known friends',
      `
      /ip firewall filter
      add chain=input src-address-list="!known friends"
      add chain=input src-address-list="!known friends"
      add action=add-src-to-address-list address-list="known friends" chain=input
      `,
    );
    check(
      '/ip firewall address-list add list="sa$0fe"\n/ip firewall filter add src-address-list=safe',
      'known',
      '/ip firewall address-list add list="known"\n/ip firewall filter add src-address-list=known',
    );
  });
  test('leaves other families, tables and kinds of the same name alone', () => {
    check(
      `
      /ip firewall filter add chain=x$0 action=jump jump-target=x src-address-list=x
      /ip firewall nat add chain=x
      /ipv6 firewall filter add chain=x
      `,
      'y',
      `
      /ip firewall filter add chain=y action=jump jump-target=y src-address-list=x
      /ip firewall nat add chain=x
      /ipv6 firewall filter add chain=x
      `,
    );
  });
  test('writes what a string around it wants', () =>
    check(
      `
      /ip firewall filter add src-address-list=gu$0ests
      /system script add source="/ip firewall address-list remove [find list=guests]"
      /system script add source={/ip firewall address-list remove [find list=guests]}
      `,
      'our "guests"',
      `
      /ip firewall filter add src-address-list="our \\"guests\\""
      /system script add source="/ip firewall address-list remove [find list=\\"our \\\\\\"guests\\\\\\"\\"]"
      /system script add source={/ip firewall address-list remove [find list="our \\"guests\\""]}
      `,
    ));
  test('respects the scopes of variables', () =>
    check(
      `
      :local a 1
      :if (true) do={ :local a 2; :put "$a" }
      :put ($a$0 + a)
      `,
      'sum',
      `
      :local sum 1
      :if (true) do={ :local a 2; :put "$a" }
      :put ($sum + sum)
      `,
    ));
  test('of a parameter changes the calls', () =>
    check(':global f do={ :put $x }\n$f x$0=1\n', 'text', ':global f do={ :put $text }\n$f text=1\n'));
  test('of a global variable reaches other scripts', () =>
    check(
      ':global seen 1\n/system script add source=":global seen; :set $0seen 2"\n',
      'known',
      ':global known 1\n/system script add source=":global known; :set known 2"\n',
    ));
});

describe('rename is refused', () => {
  test.each<[string, string, RegExp]>([
    ['/ip firewall filter add chain=in$0put', 'x', /`input` is built into RouterOS/],
    ['/ip firewall filter add chain=own$0', 'input', /`input` is built into RouterOS/],
    ['/ip firewall filter add in-interface-list=al$0l', 'x', /built into/],
    ['/ip firewall filter add chain=own$0', ' ', /must not be empty/],
    ['/ip firewall filter add chain=own$0', '!x', /means "not"/],
    ['/ip firewall filter add chain=own$0', 'a\nb', /fits on one line/],
    ['/interface list add name=own$0', 'a,b', /comma/],
    ['/ip firewall filter add chain=own$0\nadd chain=other', 'other', /There already is a chain `other`/],
    [':local a$0 1', 'b-c', /letters and digits/],
    [':local a$0 1', '1', /place of a value/],
    [':local a$0 1\n:local b 1', 'b', /There already is a variable `b`/],
    [':local a$0 1\n:put $b', 'b', /is read here already/],
    [':global f do={ :put $1$0 }', 'x', /`\$1` is the place of a value in the call/],
  ])('%s to %s', (source, name, reason) => refuses(source, name, reason));

  test('where it is asked whether there is a name', () => {
    const { text, cursors, ranges } = marked(
      '/ip firewall filter add chain="ow$0n"\n                               ^^^^^',
    );
    expect(prepareRename(analyse(text), cursors[0] as number)).toEqual({ range: ranges[0], placeholder: 'own' });
    expect(prepareRename(analyse(text), 4)).toBeUndefined();
    expect(prepareRename(analyse('/ip firewall filter add chain=input'), 31)).toMatchObject({
      refused: expect.stringMatching(/built into/),
    });
  });
});
