import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { type InlayHintOptions, inlayHints } from '../../server/src/features/inlayHints.ts';

const NONE: InlayHintOptions = { ruleNumbers: false, menuPaths: false, knockStages: false };

/** The text with its hints in `«»`. */
function shown(text: string, wanted: Partial<InlayHintOptions>, range = { start: 0, end: text.length }): string {
  let result = text;
  for (const { offset, label } of inlayHints(analyse(text), range, { ...NONE, ...wanted }).reverse()) {
    result = `${result.slice(0, offset)}«${label}»${result.slice(offset)}`;
  }
  return result;
}

const KNOCK = `/ip firewall filter
add chain=input action=accept src-address-list=safe protocol=tcp dst-port=22
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=1h src-address-list=one protocol=udp dst-port=52306
add chain=input action=add-src-to-address-list address-list=one address-list-timeout=9s protocol=tcp \\
    dst-port=41873
add chain=forward action=drop
add chain=input action=drop
`;

test('the number of a rule is that in its chain, as the router has them', () =>
  expect(shown(`${KNOCK}add chain=input action=accept place-before=0\n`, { ruleNumbers: true })).toBe(
    `${KNOCK}add chain=input action=accept place-before=0\n`
      .replace('add chain=input action=accept src', '«2»add chain=input action=accept src')
      .replace('add chain=input action=add-src-to-address-list address-list=safe', '«3»$&')
      .replace('add chain=input action=add-src-to-address-list address-list=one', '«4»$&')
      .replace('add chain=forward', '«1»$&')
      .replace('add chain=input action=drop', '«5»$&')
      .replace('add chain=input action=accept place', '«1»$&'),
  ));

test('what a rule is in a knock', () =>
  expect(shown(KNOCK, { knockStages: true })).toBe(
    KNOCK.replace('dst-port=22', '$&«gate of a knock»')
      .replace('dst-port=52306', '$&«knock 2 of 2»')
      .replace('dst-port=41873', '$&«knock 1 of 2»'),
  ));

test('the menu of a line that names a part of it', () =>
  expect(
    shown(
      `/ip firewall
filter add chain=input
nat
add chain=srcnat
/ip firewall filter add chain=input
:if (true) do={ /ip firewall; mangle add chain=input }
{ :put 1 }
no-such-menu add`,
      { menuPaths: true },
    ),
  ).toBe(
    `/ip firewall
«/ip/firewall/filter»filter add chain=input
nat
add chain=srcnat
/ip firewall filter add chain=input
:if (true) do={ /ip firewall; «/ip/firewall/mangle»mangle add chain=input }
{ :put 1 }
no-such-menu add`.replace('\nnat', '\n«/ip/firewall/nat»nat'),
  ));

test('only the lines of the range have hints, and none where none are wanted', () => {
  const range = { start: KNOCK.indexOf('add chain=forward'), end: KNOCK.indexOf('add chain=forward') + 3 };
  expect(shown(KNOCK, { ruleNumbers: true }, range)).toBe(KNOCK.replace('add chain=forward', '«1»$&'));
  expect(shown(KNOCK, {})).toBe(KNOCK);
});
