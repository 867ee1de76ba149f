/** Which documents of the repository become pages of the site, and where their links lead then. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../process.ts';

export type Section = 'guide' | 'rules' | 'facts' | 'playground' | 'home';

export interface SourcePage {
  /** The document, from the root of the repository. */
  readonly source: string;
  /** The page, from the root of the site. */
  readonly target: string;
  readonly section: Section;
}

/** All documents that become pages. */
export function sourcePages(): SourcePage[] {
  const documents = (folder: string): string[] =>
    readdirSync(path.join(root, folder)).filter((name) => name.endsWith('.md'));
  const pageOf = (name: string): string => (name === 'README.md' ? 'index.html' : name.replace(/\.md$/, '.html'));
  const inFolder = (section: 'rules' | 'facts'): SourcePage[] =>
    documents(`docs/${section}`).map((name) => ({
      source: `docs/${section}/${name}`,
      target: `${section}/${pageOf(name)}`,
      section,
    }));
  return [
    { source: 'README.md', target: 'index.html', section: 'home' },
    { source: 'CHANGELOG.md', target: 'guide/changelog.html', section: 'guide' },
    { source: 'examples/README.md', target: 'guide/examples.html', section: 'guide' },
    ...documents('docs').map(
      (name): SourcePage => ({ source: `docs/${name}`, target: `guide/${pageOf(name)}`, section: 'guide' }),
    ),
    ...inFolder('rules'),
    ...inFolder('facts'),
  ];
}

/** The relative address of one page of the site on another. */
export function relative(from: string, to: string): string {
  return path.posix.relative(path.posix.dirname(from), to);
}

/** Where links of documents lead on the site. */
export class Links {
  readonly #targets: ReadonlyMap<string, string>;
  readonly #repository: string;
  /** Pictures that pages show, by where they lie in the repository. */
  readonly pictures = new Map<string, string>();

  constructor(pages: readonly SourcePage[]) {
    this.#targets = new Map(pages.map(({ source, target }) => [source, target]));
    const { repository } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    this.#repository = repository.url.replace(/\.git$/, '');
  }

  /** The address that a link of a document gets on its page. One that leads nowhere is an error. */
  link({ source, target }: SourcePage, href: string): string {
    if (/^(?:https?:|#)/.test(href)) return href;
    const [name = '', anchor] = href.split('#');
    const file = path.posix.join(path.posix.dirname(source), name).replace(/\/$/, '');
    const page = this.#targets.get(file) ?? this.#targets.get(`${file}/README.md`);
    if (page !== undefined) return relative(target, page) + (anchor === undefined ? '' : `#${anchor}`);
    const example = /^examples\/([\w-]+)\.rsc$/.exec(file)?.[1];
    if (example !== undefined) return `${relative(target, 'playground.html')}#example=${example}`;
    const place = path.join(root, file);
    if (!existsSync(place)) throw new Error(`${source} links ${href}: there is no such file.`);
    const kind = statSync(place).isDirectory() ? 'tree' : 'blob';
    return `${this.#repository}/${kind}/main/${file}${anchor === undefined ? '' : `#${anchor}`}`;
  }

  /** The address of the page of a rule that a text names; its own page needs none. */
  rule({ source, target }: SourcePage, text: string): string | undefined {
    const file = `docs/rules/${text}.md`;
    const page = file === source || text === 'README' ? undefined : this.#targets.get(file);
    return page === undefined ? undefined : relative(target, page);
  }

  /** The address of a picture on the page of a document. */
  picture({ source, target }: SourcePage, href: string): string {
    const file = path.posix.join(path.posix.dirname(source), href);
    if (!existsSync(path.join(root, file))) throw new Error(`${source} shows ${href}: there is no such file.`);
    const place = `images/${path.posix.basename(file)}`;
    this.pictures.set(file, place);
    return relative(target, place);
  }
}
