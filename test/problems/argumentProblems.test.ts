import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { marked } from '../support/markers.ts';

/** Checks that exactly the underlined words are reported, as `severity code`, and returns the text with the fixes. */
function check(source: string, expected?: string, version?: string): string {
  const { text, ranges } = marked(source);
  const { problems } = analyse(text, { rules: [], version });
  expect(problems.map(({ range }) => range)).toEqual(ranges);
  for (const { severity, ruleId } of problems) expect(`${severity} ${ruleId}`).toBe(expected);
  return applyEdits(
    text,
    problems.flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits)),
  );
}

const FILTER = '/ip firewall filter\n';

describe('an argument that RouterOS demands', () => {
  test.each([
    [`${FILTER}add action=drop in-interface=ether1\n^^^`, 'error missing-argument'],
    ['/ip firewall address-list\nadd address=192.0.2.1\n^^^', 'error missing-argument'],
    ['/interface list member\nadd interface=ether1\n^^^', 'error missing-argument'],
    ['/ip address\nadd interface=ether1\n^^^', 'error missing-argument'],
    ['/interface vlan\nadd interface=bridge name=v\n^^^', 'information missing-argument'],
    [`${FILTER}add action=jump chain=input\n    ^^^^^^^^^^^`, 'error missing-argument'],
    [
      `${FILTER}add action=add-src-to-address-list chain=input\n    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
      'error missing-argument',
    ],
    ['/ip firewall mangle\nadd action=mark-packet chain=forward\n    ^^^^^^^^^^^^^^^^^^', 'error missing-argument'],
    [':local a "x"\n:put [:pick $a]\n      ^^^^^', 'information missing-argument'],
    // In a block and in brackets, too.
    [':if (true) do={ /ip address add interface=ether1 }\n                            ^^^', 'error missing-argument'],
  ])('%s', (source, expected) => {
    check(source, expected);
  });
  test.each([
    ':local a "x"\n:put [:pick $a 1]',
    ':local a "x"\n:put [:pick $a begin=1]',
    ':local a "x"\n:put [:pick $a 0 2]',
  ])('a part that begins somewhere: %s', (source) => {
    check(source);
  });

  test('the usual chain is offered, and not taken unasked', () => {
    expect(check(`${FILTER}add action=drop\n^^^`, 'error missing-argument')).toContain('add action=drop chain=input');
  });
  test.each([
    `${FILTER}add copy-from=1 comment=x`,
    `${FILTER}add`,
    // The part that is not known may bring it.
    `${FILTER}add action=drop {{ where }}`,
    // A set changes what is there.
    `${FILTER}set [find] action=drop`,
    '/interface wireless security-profiles\nadd name=x',
  ])('nothing is said of %s', (source) => {
    check(source);
  });
  test('version 6 may demand others', () => {
    check('/ip address\nadd interface=ether1', undefined, '6.49');
  });
});

describe('an argument that stands twice', () => {
  test.each([
    `${FILTER}add chain=input dst-port=53 protocol=tcp protocol=udp\n                                         ^^^^^^^^^^^^`,
    `${FILTER}add action=accept chain=input action=drop\n                              ^^^^^^^^^^^`,
    // Also where one of the two is shortened.
    `${FILTER}add action=drop chain=input comment=a comm=b\n                                      ^^^^^^`,
    '/ip address\nset [find] disabled=no disabled=yes\n                       ^^^^^^^^^^^^',
  ])('%s', (source) => {
    check(source, 'warning repeated-argument');
  });
  test('unsetting and setting is no repetition', () => {
    check(`${FILTER}set [find] !protocol protocol=tcp`);
  });
});

describe('an argument of an action that is not there', () => {
  test.each([
    [`${FILTER}add chain=input jump-target=x\n                ^^^^^^^^^^^^^`, 'add action=jump chain=input'],
    [
      `${FILTER}add chain=input reject-with=tcp-reset protocol=tcp\n                ^^^^^^^^^^^^^^^^^^^^^`,
      'add action=reject chain',
    ],
    // Two actions take it, so nothing is offered.
    [`${FILTER}add chain=input address-list=x\n                ^^^^^^^^^^^^^^`, 'add chain=input'],
    [
      '/ip firewall nat\nadd chain=dstnat to-addresses=192.0.2.9\n                 ^^^^^^^^^^^^^^^^^^^^^^',
      'add chain=dstnat',
    ],
  ])('%s', (source, fixed) => {
    expect(check(source, 'warning argument-without-action')).toContain(fixed);
  });
  test.each([
    `${FILTER}add action=accept chain=input reject-with=icmp-network-unreachable`,
    `${FILTER}add chain=input address-list=""`,
    `${FILTER}add action=$what chain=input jump-target=x`,
  ])('nothing is said of %s', (source) => {
    check(source);
  });
});

describe('an argument of another action', () => {
  test.each([
    `${FILTER}add action=accept chain=input jump-target=x\n                              ^^^^^^^^^^^^^`,
    '/ip firewall nat\nadd action=accept chain=dstnat to-addresses=192.0.2.9\n                               ^^^^^^^^^^^^^^^^^^^^^^',
  ])('%s', (source) => {
    check(source, 'warning argument-without-action');
  });
  test.each([
    '/ip firewall nat\nadd action=masquerade chain=srcnat to-addresses=0.0.0.0',
    '/ip firewall nat\nadd action=masquerade chain=srcnat to-ports=1024-2048 protocol=tcp',
    `${FILTER}add action=drop chain=input reject-with=icmp-network-unreachable`,
  ])('nothing is said of %s', (source) => {
    check(source);
  });
});

test('a switch that all items have is yes or no in every menu', () => {
  check('/interface vlan\nset [find] disabled=maybe\n                    ^^^^^', 'error invalid-value');
  check('/interface vlan\nset [find] disabled=$off');
});
