import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { knockViews } from '../../server/src/features/knockView/knockView.ts';

const knock = (first: number, second: number, ...others: readonly string[]): string =>
  [
    '/ip firewall filter',
    ...others,
    'add action=accept chain=input dst-port=22 protocol=tcp src-address-list=open',
    `add action=add-src-to-address-list address-list=one address-list-timeout=20s chain=input dst-port=${first} protocol=tcp`,
    `add action=add-src-to-address-list address-list=open address-list-timeout=1h chain=input dst-port=${second} protocol=tcp src-address-list=one`,
    'add action=drop chain=input',
    '',
  ].join('\n');

test('a knock that works but is opened by a sweep says how weak it is', () => {
  const [view] = knockViews(analyse(knock(31_021, 47_110)));
  expect(view).toMatchObject({ verdict: 'works' });
  expect(view?.weakness).toMatch(/^One ascending sweep opens this knock with 47,110 packets/);
});

test('one whose first wrong port bans is not weak', () => {
  const trap = [
    'add action=drop chain=input src-address-list=banned',
    'add action=add-src-to-address-list address-list=banned address-list-timeout=5m chain=input connection-state=new dst-port=!31021,47110 protocol=tcp src-address-list=!open',
  ];
  expect(knockViews(analyse(knock(31_021, 47_110, ...trap)))[0]).toMatchObject({ verdict: 'works', weakness: null });
});

test('of a knock that does not work the verdict says enough', () => {
  const [view] = knockViews(analyse(knock(31_021, 47_110).replace('dst-port=22 ', 'disabled=yes dst-port=22 ')));
  expect(view?.verdict).not.toBe('works');
  expect(view?.weakness).toBeNull();
});
