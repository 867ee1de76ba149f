/** All files of the site, from the documents, the examples, the register of rules and the sources of the playground. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ExampleSettings, Library, RuleExamples } from '../../client/src/playground/start.ts';
import type { DiagnosticMeta } from '../../server/src/diagnostics/meta.ts';
import { metaOf, REGISTER } from '../../server/src/rules/register.ts';
import { noticesOf } from '../notices.ts';
import { root } from '../process.ts';
import { bundleOffline, bundlePrograms } from './bundles.ts';
import { layout } from './layout.ts';
import { escapeHtml, type Rendered, render } from './markdown.ts';
import { Links, relative, type SourcePage, sourcePages } from './pages.ts';

export interface Site {
  /** By their names from the root of the site. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What a browser fetches when somebody opens the playground for the first time. */
  readonly firstLoad: readonly string[];
}

/** What the playground fetches at once; the examples of rules come when one is asked for. */
const FIRST_LOAD = [
  'playground.html',
  'site.css',
  'views.css',
  'theme.js',
  'playground.js',
  'server.js',
  'examples.json',
  'icon.png',
];
const ON_DEMAND = ['rule-examples.json'];

export async function buildSite(): Promise<Site> {
  const programs = await bundlePrograms();
  const files = new Map<string, Uint8Array>(programs.files);
  const put = (name: string, text: string): void => void files.set(name, new TextEncoder().encode(text));
  for (const [name, text] of documentPages()) put(name, text);
  for (const [source, target] of pictures()) files.set(target, readFileSync(path.join(root, source)));
  put('playground.html', playground());
  put('examples.json', JSON.stringify(examples()));
  put('rule-examples.json', JSON.stringify(ruleExamples()));
  put('notices.txt', noticesOf([programs.metafile], root));
  const core = [...FIRST_LOAD, ...ON_DEMAND];
  const rest = [...files.keys()].filter((name) => !core.includes(name)).sort();
  const offline = await bundleOffline(hashOf(files), core, rest);
  for (const [name, contents] of offline.files) files.set(name, contents);
  return { files, firstLoad: FIRST_LOAD };
}

function documentPages(): Map<string, string> {
  const sources = sourcePages();
  const links = new Links(sources);
  const rendered = sources.map((source) => ({ source, ...render(source, links) }));
  const pages = new Map(
    rendered.map(({ source, title, summary, html }) => {
      const { target, section } = source;
      return [target, layout({ target, section, title, description: summary, html: withTry(source, html) })];
    }),
  );
  pages.set('guide/index.html', guideIndex(rendered));
  return pages;
}

/** Pictures of documents, by where they lie and where they go. */
function pictures(): Map<string, string> {
  const sources = sourcePages();
  const links = new Links(sources);
  for (const source of sources) render(source, links);
  return new Map([...links.pictures, ['icon.png', 'icon.png']]);
}

/** The first page leads to the playground, and that of a rule to its examples there. */
function withTry({ source, target, section }: SourcePage, html: string): string {
  if (section === 'home')
    return html.replace(
      '</h1>\n',
      '</h1>\n<p><a class="try" href="playground.html">Try it in the playground</a></p>\n',
    );
  const meta = section === 'rules' ? metaOf(path.basename(source, '.md')) : undefined;
  if (meta === undefined) return html;
  const playground = relative(target, 'playground.html');
  const link = (heading: string, fragment: string): string =>
    `<h2 id="${heading}">${heading === 'bad' ? 'Bad' : 'Good'}</h2>\n${
      meta.savedAs === undefined
        ? `<p><a class="try" href="${playground}#${fragment}">Try the ${heading} example in the playground</a></p>\n`
        : '<p>The playground cannot show it: the fault lies in the bytes of the file.</p>\n'
    }`;
  return html
    .replace('<h2 id="bad">Bad</h2>\n', () => link('bad', `rule=${meta.id}`))
    .replace('<h2 id="good">Good</h2>\n', () => link('good', `rule=${meta.id}&amp;good`));
}

/** Guides for who changes the project itself. */
const INSIDE = ['docs/architecture.md', 'docs/editor-features.md', 'docs/playground.md', 'docs/writing-a-rule.md'];

function guideIndex(rendered: readonly (Rendered & { readonly source: SourcePage })[]): string {
  const target = 'guide/index.html';
  const guides = rendered.filter(({ source }) => source.section === 'guide');
  const list = (wanted: typeof guides): string => {
    const items = wanted
      .sort((one, other) => one.title.localeCompare(other.title, 'en'))
      .map(
        ({ source, title, summary }) =>
          `<dt><a href="${relative(target, source.target)}">${escapeHtml(title)}</a></dt>\n<dd>${escapeHtml(summary)}</dd>`,
      );
    return `<dl>\n${items.join('\n')}\n</dl>`;
  };
  const html = `<h1>Guide</h1>
<p>Begin with <a href="../index.html">what it proves</a>, or <a href="../playground.html">try it here</a>.</p>
${list(guides.filter(({ source }) => !INSIDE.includes(source.source)))}
<h2>How it is made</h2>
${list(guides.filter(({ source }) => INSIDE.includes(source.source)))}`;
  const description = 'Guides to RouterOS Firewall: port knocking, expectations, exposure, editors, builds.';
  return layout({ target, section: 'guide', title: 'Guide', description, html });
}

function playground(): string {
  return layout({
    target: 'playground.html',
    section: 'playground',
    title: 'Playground',
    description: 'Try RouterOS Firewall on a script, in your browser: nothing is uploaded.',
    html: readFileSync(path.join(root, 'client/src/playground/page.html'), 'utf8').trim(),
    scripts: ['playground.js'],
  });
}

function examples(): Library {
  const folder = path.join(root, 'examples');
  const names = readdirSync(folder).filter((name) => name.endsWith('.rsc'));
  return {
    examples: Object.fromEntries(
      names.sort().map((name) => [path.basename(name, '.rsc'), readFileSync(path.join(folder, name), 'utf8')]),
    ),
  };
}

function ruleExamples(): RuleExamples {
  return Object.fromEntries(
    REGISTER.map((meta) => [meta.id, { bad: meta.bad, good: meta.good, settings: settingsOf(meta) }]),
  );
}

function settingsOf({ persona, version, session }: DiagnosticMeta): ExampleSettings {
  return {
    ...(persona !== 'regular' && { persona }),
    ...(version !== undefined && { version }),
    ...(session !== undefined && { session }),
  };
}

/** The same for the same site, so that nothing is fetched again for nothing. */
function hashOf(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256');
  for (const [name, contents] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    hash.update(`${name}\0${contents.length}\0`).update(contents);
  }
  return hash.digest('hex').slice(0, 16);
}
