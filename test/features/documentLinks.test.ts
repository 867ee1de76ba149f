import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { documentLinks } from '../../server/src/features/documentLinks.ts';
import { marked } from '../support/markers.ts';

/** What is underlined leads to these files and pages. */
function check(source: string, ...targets: readonly (string | RegExp)[]): void {
  const { text, ranges } = marked(source);
  const links = documentLinks(analyse(text, { rules: [] }));
  expect(links.map(({ range }) => range)).toEqual(ranges);
  for (const [index, target] of targets.entries()) {
    const found = links[index]?.target ?? { url: '' };
    expect('file' in found ? found.file : found.url).toMatch(target);
  }
}

test('imports lead to the scripts beside this one', () =>
  check(
    `
    /import file-name=nat.rsc
                      ^^^^^^^
    :if (true) do={ /import "my rules.rsc" }
                             ^^^^^^^^^^^^
    /system scheduler add on-event="/import flash/nat.rsc"
                                            ^^^^^^^^^^^^^
    `,
    /^nat\.rsc$/,
    /^my rules\.rsc$/,
    /^flash\/nat\.rsc$/,
  ));

test('nothing leads out of the folder, or to what is not known', () =>
  check(`
    /import file-name=../secret.rsc
    /import file-name=("a" . ".rsc")
    /import file-name=script.txt
    /import
  `));

test('suppressions lead to the pages of their rules', () =>
  check(
    `
    # rosfw-ignore-next-line layer7-cost, no-such-rule, log-flood -- it is a test
                             ^^^^^^^^^^^                ^^^^^^^^^
    /ip firewall filter add chain=input comment="x rosfw-ignore log-flood"
                                                                ^^^^^^^^^
    `,
    /rules\/layer7-cost\.md$/,
    /rules\/log-flood\.md$/,
    /rules\/log-flood\.md$/,
  ));
