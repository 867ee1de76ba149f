import { existsSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildSite, type Site } from '../../scripts/site/build.ts';
import { POLICY } from '../../scripts/site/layout.ts';
import { REGISTER } from '../../server/src/rules/register.ts';

let site: Site;
let pages: ReadonlyMap<string, string>;

beforeAll(async () => {
  site = await buildSite();
  const isPage = (name: string): boolean => name.endsWith('.html');
  pages = new Map([...site.files.keys()].filter(isPage).map((name) => [name, textOf(name)]));
}, 60_000);

function textOf(name: string): string {
  return new TextDecoder().decode(site.files.get(name));
}

function attributes(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) =>
    (value as string).replaceAll('&amp;', '&'),
  );
}

/** What of all pages fails a check, by page. */
function failing(check: (html: string, name: string) => readonly unknown[]): string[] {
  return [...pages].flatMap(([name, html]) => check(html, name).map((fault) => `${name}: ${fault}`));
}

describe('links', () => {
  test('lead to files and headings that there are', () => {
    const dead = failing((html, name) =>
      [...attributes(html, 'href'), ...attributes(html, 'src')].filter((href) => {
        if (/^https?:/.test(href)) return false;
        const [file = '', fragment] = href.split('#');
        const target = file === '' ? name : path.posix.join(path.posix.dirname(name), file);
        if (!site.files.has(target)) return true;
        if (fragment === undefined || target === 'playground.html') return false;
        return !attributes(textOf(target), 'id').includes(fragment);
      }),
    );
    expect(dead).toEqual([]);
  });

  test('to the playground name examples and rules that there are', () => {
    const { examples } = JSON.parse(textOf('examples.json'));
    const rules = JSON.parse(textOf('rule-examples.json'));
    let count = 0;
    const dead = failing((html) =>
      attributes(html, 'href').filter((href) => {
        const asked = /playground\.html#(rule|example)=([\w-]+)(?:&good)?$/.exec(href);
        if (asked === null) return href.includes('playground.html#');
        count++;
        return !Object.hasOwn(asked[1] === 'rule' ? rules : examples, asked[2] as string);
      }),
    );
    expect(dead).toEqual([]);
    expect(count).toBeGreaterThan(2 * REGISTER.length - 10);
  });

  test('of the repository lead to files that there are', () => {
    const own = /^https:\/\/github\.com\/routeros-firewall\/routeros-firewall\/(?:blob|tree)\/main\/([^#]+)/;
    const dead = failing((html) =>
      attributes(html, 'href').filter((href) => {
        const file = own.exec(href)?.[1];
        return file !== undefined && !existsSync(file);
      }),
    );
    expect(dead).toEqual([]);
  });

  test('do not lie in each other', () => {
    expect(failing((html) => html.match(/<a [^>]*>(?:(?!<\/a>)[\s\S])*<a /g) ?? [])).toEqual([]);
  });

  test('name no machine', () => {
    expect(failing((html) => html.match(/https?:\/\/(?:localhost|127\.0\.0\.1|10\.)[^"\s<]*/g) ?? [])).toEqual([]);
  });
});

describe('each page', () => {
  test('has a policy that lets in files of the site alone', () => {
    expect(POLICY).toContain("default-src 'none'");
    expect(POLICY).not.toMatch(/unsafe|https?:|\*/);
    expect(failing((html) => (html.includes(`"Content-Security-Policy" content="${POLICY}"`) ? [] : ['none']))).toEqual(
      [],
    );
  });

  test('keeps to the policy', () => {
    const inline = / on[a-z]+="| style="|<style|<script(?![^>]* src="[^":]*")|javascript:|src="(?:https?:|\/\/)/g;
    expect(failing((html) => html.match(inline) ?? [])).toEqual([]);
  });

  test('has a language, one title of its own, landmarks, and a way past the navigation', () => {
    const wanted = [/<html lang="en"/, /<main id="main"/, /<header>/, /<footer>/, /<nav aria-label=/, /href="#main"/];
    expect(failing((html) => wanted.filter((part) => !part.test(html)))).toEqual([]);
    const titles = [...pages.values()].map((html) => /<title>([^<]+)<\/title>/.exec(html)?.[1]);
    expect(titles.filter((title, index) => title === undefined || titles.indexOf(title) !== index)).toEqual([]);
  });

  test('has one heading of the first level, and none that skips a level', () => {
    const skips = failing((html) => {
      const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
      const faults = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1);
      return [
        ...faults,
        ...(levels.filter((level) => level === 1).length === 1 ? [] : ['headings of the first level']),
      ];
    });
    expect(skips).toEqual([]);
  });

  test('has ids of its own', () => {
    expect(failing((html) => attributes(html, 'id').filter((id, index, all) => all.indexOf(id) !== index))).toEqual([]);
  });
});

test('each rule has a page that leads to its examples', () => {
  const missing = REGISTER.filter(({ id, savedAs }) => {
    const html = textOf(`rules/${id}.html`);
    const links = [`../playground.html#rule=${id}`, `../playground.html#rule=${id}&good`];
    return savedAs === undefined && !links.every((link) => attributes(html, 'href').includes(link));
  });
  expect(missing.map(({ id }) => id)).toEqual([]);
});

test('the playground has the examples of the repository and of all rules', () => {
  const rules = JSON.parse(textOf('rule-examples.json'));
  for (const { id, bad, good } of REGISTER) expect(rules[id]).toMatchObject({ bad, good });
  expect(Object.keys(JSON.parse(textOf('examples.json')).examples)).toContain('mikrotik-manual-faulty');
});

test('the first load is below 1 MB compressed', () => {
  const sizes = site.firstLoad.map((name) => gzipSync(site.files.get(name) as Uint8Array).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_000_000);
  // The limit is for all of it, so nothing of weight may have been forgotten.
  expect(site.firstLoad).toContain('server.js');
});

test('the service worker keeps every file', () => {
  const worker = textOf('offline.js');
  const forgotten = [...site.files.keys()].filter((name) => name !== 'offline.js' && !worker.includes(`"${name}"`));
  expect(forgotten).toEqual([]);
});

test('the same sources make the same site', async () => {
  const again = await buildSite();
  const differing = [...again.files].filter(
    ([name, contents]) => !Buffer.from(contents).equals(site.files.get(name) as Uint8Array),
  );
  expect([...again.files.keys()]).toEqual([...site.files.keys()]);
  expect(differing.map(([name]) => name)).toEqual([]);
});

test('the licences of what is bundled come along', () => {
  for (const name of ['@codemirror/view', '@codemirror/lsp-client', 'chevrotain', 'marked']) {
    expect(textOf('notices.txt')).toContain(`\n${name} `);
  }
});
