import { describe, expect, test } from 'vitest';
import { Links, sourcePages } from '../../scripts/site/pages.ts';

const REPOSITORY = 'https://github.com/routeros-firewall/routeros-firewall';
const links = new Links(sourcePages());

function check(source: string, href: string): string {
  const page = sourcePages().find((one) => one.source === source);
  if (page === undefined) throw new Error(`${source} is no page`);
  return links.link(page, href);
}

describe('a link of a document leads to', () => {
  test.each([
    ['README.md', 'docs/exposure.md', 'guide/exposure.html'],
    ['README.md', 'docs/rules/accept-below-drop.md', 'rules/accept-below-drop.html'],
    ['README.md', '#rules', '#rules'],
    ['docs/exposure.md', '../README.md', '../index.html'],
    ['docs/exposure.md', 'facts/scripts.md#strings', '../facts/scripts.html#strings'],
    ['docs/exposure.md', 'rules/', '../rules/index.html'],
    ['docs/rules/README.md', 'accept-below-drop.md', 'accept-below-drop.html'],
    ['README.md', 'examples/open-router-faulty.rsc', 'playground.html#example=open-router-faulty'],
    ['docs/exposure.md', '../examples/README.md', 'examples.html'],
    ['README.md', 'LICENSE', `${REPOSITORY}/blob/main/LICENSE`],
    ['docs/exposure.md', '../server/src/exposure', `${REPOSITORY}/tree/main/server/src/exposure`],
    ['README.md', 'https://example.org/a#b', 'https://example.org/a#b'],
  ])('the right place: %s → %s', (source, href, expected) => {
    expect(check(source, href)).toBe(expected);
  });

  test('the page of a rule where a text is its name, but for its own page', () => {
    const page = (source: string) => sourcePages().find((one) => one.source === source)!;
    expect(links.rule(page('docs/exposure.md'), 'accept-below-drop')).toBe('../rules/accept-below-drop.html');
    expect(links.rule(page('docs/rules/accept-below-drop.md'), 'accept-below-drop')).toBeUndefined();
    expect(links.rule(page('docs/exposure.md'), 'README')).toBeUndefined();
    expect(links.rule(page('docs/exposure.md'), 'chain=input')).toBeUndefined();
  });

  test('nowhere, which is an error', () => {
    expect(() => check('README.md', 'docs/none.md')).toThrow('README.md links docs/none.md');
  });
});
