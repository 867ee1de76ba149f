import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { allProblems } from '../../server/src/analysis/allProblems.ts';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { snippetContext } from '../../server/src/features/snippetContext.ts';
import { type Snippet, snippets } from '../../server/src/features/snippets.ts';
import { seeded } from '../../server/src/knock/write/knockScript.ts';
import { matchGolden } from '../support/golden.ts';

/** A fixed source of numbers. */
function fixedRandom(): () => number {
  let state = 1;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** What VS Code inserts when the user tabs through without a change. */
function expand(body: string): string {
  const values = new Map<string, string>();
  const text = body.replaceAll(
    /\\([\\$}])|\$\{(\d+):((?:\\[\\$}]|[^}\\])*)\}|\$\{(\d+)\}|\$(\d+)/g,
    (_, escaped, stop, value, mirror, bare) => {
      if (escaped !== undefined) return escaped;
      if (stop !== undefined) values.set(stop, value.replaceAll(/\\([\\$}])/g, '$1'));
      return `\u0000${stop ?? mirror ?? bare}\u0000`;
    },
  );
  return text.replaceAll(/\0(\d+)\0/g, (_, stop) => values.get(stop) ?? '');
}

function made(prefix: string, withMenu = false, knockPorts?: readonly number[]): Snippet {
  const all = snippets({ random: fixedRandom(), withMenu, ...(knockPorts && { knockPorts }) });
  const snippet = all.find((candidate) => candidate.prefix === prefix);
  if (snippet === undefined) throw new Error(`No snippet ${prefix}`);
  return snippet;
}

/** The lines without the empty one that the cursor ends in. */
function lines(prefix: string, withMenu = false, knockPorts?: readonly number[]): string[] {
  const text = expand(made(prefix, withMenu, knockPorts).body).split('\n');
  expect(text.pop()).toBe('');
  return text;
}

describe('snippets', () => {
  it('are these', () => {
    const all = snippets({ random: fixedRandom(), withMenu: false });
    const shown = all.map(({ prefix, name }) => [`# ${prefix}: ${name}`, ...lines(prefix), ''].join('\n'));
    matchGolden(path.join(import.meta.dirname, 'golden/snippets.rsc'), shown.join('\n'));
  });

  /** Where a hundred knocks are drawn; what is drawn nothing of is inserted once. */
  const MAIN_PLACES: ReadonlySet<string> = new Set(['an empty file', 'a file above the final drop']);

  /** Where a snippet is inserted, and what stands around it. */
  const PLACES: Readonly<Record<string, readonly [above: string, below: string]>> = {
    'an empty file': ['', ''],
    'an empty menu': ['/ip firewall filter\n', ''],
    'a file above the final drop': [
      [
        '/ip firewall filter',
        'add action=accept chain=input connection-state=established,related,untracked',
        'add action=drop chain=input connection-state=invalid',
        'add action=accept chain=input dst-port=443 in-interface-list=WAN protocol=tcp',
        '',
      ].join('\n'),
      'add action=drop chain=input comment="Drop everything else"\n',
    ],
    'a file above the drop of what is not from the inside': [
      '/ip firewall filter\nadd action=accept chain=input connection-state=established,related,untracked\n',
      'add action=drop chain=input in-interface-list=!LAN\n',
    ],
    'chains for the router and for others, above the final drops': [
      [
        '/interface list member',
        'add interface=ether1 list=WAN',
        'add interface=bridge list=LAN',
        '/ip firewall filter',
        'add action=accept chain=forward connection-state=established,related',
        'add action=accept chain=input connection-state=established,related',
        '',
      ].join('\n'),
      'add action=drop chain=input\nadd action=drop chain=forward\n',
    ],
  };

  describe.each(Object.entries(PLACES))(
    'in %s, drawn many times, break no rule of our own',
    (place, [above, below]) => {
      const before = analyse(`${above}${below}`);
      it.each(snippets({ random: fixedRandom(), withMenu: false }).map(({ prefix }) => prefix))('%s', (prefix) => {
        const random = seeded(prefix.length);
        const draws = prefix.startsWith('knock') ? (MAIN_PLACES.has(place) ? 100 : 10) : 1;
        for (let draw = 0; draw < draws; draw++) {
          const context = snippetContext(before);
          const withMenu = above === '' || made(prefix).menu !== '/ip/firewall/filter';
          const snippet = snippets({ random, withMenu, ...context }).find((one) => one.prefix === prefix);
          const isElsewhere = snippet?.menu !== '/ip/firewall/filter';
          const inserted = expand(snippet?.body ?? '');
          const text = isElsewhere ? `${inserted}${above}${below}` : `${above}${inserted}${below}`;
          const found = allProblems(analyse(text)).filter(
            ({ persona, severity }) => persona === 'regular' && (severity === 'error' || severity === 'warning'),
          );
          expect(
            found.map(({ ruleId, message }) => `${ruleId}: ${message}`),
            text,
          ).toEqual([]);
        }
      });
    },
  );

  it('that ban nobody who knocks rightly open what they promise', () => {
    for (const { prefix } of snippets({ random: fixedRandom(), withMenu: false }).filter(({ name }) =>
      /^Port knock/.test(name),
    )) {
      const { knocks } = analyse(lines(prefix, true).join('\n'));
      expect(
        knocks.map(({ verdict, traps }) => [verdict, traps.length > 0]),
        prefix,
      ).toEqual([['works', true]]);
    }
  });

  it('leave out what the chains have of a firewall', () => {
    const [above, below] = PLACES['chains for the router and for others, above the final drops'] ?? ['', ''];
    const context = snippetContext(analyse(above + below));
    const snippet = snippets({ random: fixedRandom(), withMenu: false, ...context }).find(
      ({ prefix }) => prefix === 'firewall',
    );
    expect(expand(snippet?.body ?? '')).toBe(
      [
        'add action=drop chain=input comment="Drop invalid" connection-state=invalid',
        'add action=accept chain=input comment="Accept ICMP" protocol=icmp',
        'add action=accept chain=input comment="Accept LAN" in-interface-list=LAN',
        'add action=drop chain=forward comment="Drop invalid" connection-state=invalid',
        'add action=accept chain=forward comment="Accept LAN" in-interface-list=LAN',
        'add action=accept chain=forward comment="Accept port forwards" connection-nat-state=dstnat',
        '',
      ].join('\n'),
    );
  });

  it('begin with the menu only when asked', () => {
    for (const { prefix } of snippets({ random: fixedRandom(), withMenu: false })) {
      const [first, ...rest] = lines(prefix, true);
      expect(first).toBe('/ip firewall filter');
      expect(rest).toEqual(lines(prefix));
      expect(made(prefix).menu).toBe('/ip/firewall/filter');
    }
  });

  it('have tab stops that change together', () => {
    const { body } = made('knock3');
    expect(body).toMatch(/in-interface-list=\$\{2:WAN\}/);
    expect(body.match(/\$\{2\}/g)).toHaveLength(5);
    expect(body).toMatch(/dst-port=!\$\{4\},\$\{5\},\$\{6\} /);
    expect(body.endsWith('\n$0')).toBe(true);
    for (const snippet of snippets({ random: fixedRandom(), withMenu: true })) {
      const defined = [...snippet.body.matchAll(/\$\{(\d+):/g)].map(([, stop]) => Number(stop)).sort((a, b) => a - b);
      expect(defined, snippet.prefix).toEqual(defined.map((_, i) => i + 1));
    }
  });

  it('escape the dollar sign of a passphrase for RouterOS and for the editor', () => {
    expect(made('knockl7').body).toMatch(/regexp="\^\$\{1:[a-z2-9]{16}\}\\\\\\\$"\n/);
    expect(lines('knockl7')[0]).toMatch(/regexp="\^[a-z2-9]{16}\\\$"$/);
  });

  it('spare the knock ports of the file', () => {
    expect(lines('blacklist', false, [888, 555, 222])[1]).toContain(' dst-port=!888,555,222 ');
  });

  it('draw other numbers each time', () => {
    const random = fixedRandom();
    const draw = () => snippets({ random, withMenu: false }).find(({ prefix }) => prefix === 'knock3')?.body;
    expect(draw()).not.toBe(draw());
  });

  it('have prefixes and names of their own', () => {
    const all = snippets({ random: fixedRandom(), withMenu: false });
    expect(new Set(all.map(({ prefix }) => prefix)).size).toBe(all.length);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { prefix, description } of all) {
      expect(prefix).toMatch(/^[a-z0-9]+$/);
      expect(description).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('lists properties in the order of an export: action first, then by the alphabet', () => {
    for (const { prefix } of snippets({ random: fixedRandom(), withMenu: false })) {
      for (const text of lines(prefix).filter((candidate) => candidate.startsWith('add '))) {
        const names = [...text.replaceAll(/"[^"]*"/g, '').matchAll(/ ([a-z-]+)=/g)].map(([, name]) => name);
        expect(names, text).toEqual(['action', ...names.slice(1).sort()]);
      }
    }
  });
});
