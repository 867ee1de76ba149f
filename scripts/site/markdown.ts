/** Documents as HTML. Marked is small, kept, and what the editor of the playground renders hovers with, too. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { classHighlighter, highlightCode } from '@lezer/highlight';
import { Marked, type RendererObject, type Tokens } from 'marked';
import { routeros } from '../../client/src/playground/language.ts';
import { root } from '../process.ts';
import type { Links, SourcePage } from './pages.ts';

export interface Rendered {
  readonly title: string;
  /** The first paragraph, as text. */
  readonly summary: string;
  readonly html: string;
}

export function render(page: SourcePage, links: Links): Rendered {
  const marked = new Marked({ gfm: true, renderer: renderer(page, links) });
  const tokens = marked.lexer(readFileSync(path.join(root, page.source), 'utf8'));
  const title = tokens.find((token) => token.type === 'heading' && token['depth'] === 1);
  const paragraph = tokens.find((token) => token.type === 'paragraph') as Tokens.Paragraph | undefined;
  if (title === undefined) throw new Error(`${page.source} has no heading of the first level.`);
  return {
    title: plain((title as Tokens.Heading).text),
    summary: plain(paragraph?.text ?? ''),
    html: marked.parser(tokens),
  };
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function renderer(page: SourcePage, links: Links): RendererObject {
  const anchors = new Map<string, number>();
  let isInLink = false;
  return {
    heading({ tokens, depth, text }) {
      const id = anchorOf(plain(text), anchors);
      return `<h${depth} id="${escapeHtml(id)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    code({ text, lang }) {
      const content = lang === 'routeros' ? coloured(text) : escapeHtml(text);
      return `<pre><code>${content}</code></pre>\n`;
    },
    link({ href, tokens }) {
      isInLink = true;
      const content = this.parser.parseInline(tokens);
      isInLink = false;
      return `<a href="${escapeHtml(links.link(page, href))}">${content}</a>`;
    },
    codespan({ text }) {
      const code = `<code>${escapeHtml(text)}</code>`;
      const rule = isInLink ? undefined : links.rule(page, text);
      return rule === undefined ? code : `<a href="${rule}">${code}</a>`;
    },
    image({ href, text }) {
      return `<img src="${escapeHtml(links.picture(page, href))}" alt="${escapeHtml(text)}" loading="lazy">`;
    },
    table(token) {
      const cells = (row: readonly Tokens.TableCell[], tag: 'th' | 'td'): string =>
        row
          .map(
            ({ tokens }) => `<${tag}${tag === 'th' ? ' scope="col"' : ''}>${this.parser.parseInline(tokens)}</${tag}>`,
          )
          .join('');
      const rows = token.rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n');
      // It may be wider than a phone, and must then be scrolled by keyboard, too.
      return `<div class="table" role="group" aria-label="Table" tabindex="0"><table>
<thead><tr>${cells(token.header, 'th')}</tr></thead>
<tbody>
${rows}
</tbody>
</table></div>\n`;
    },
    html({ text }) {
      if (/^\s*<!--[\s\S]*?-->\s*$/.test(text)) return '';
      throw new Error(`${page.source} has HTML, which the site does not take: ${text}`);
    },
  };
}

/** A script with the classes of its words, as the editor of the playground colours them. */
function coloured(script: string): string {
  let html = '';
  const put = (text: string, classes: string): void => {
    html += classes === '' ? escapeHtml(text) : `<span class="${classes}">${escapeHtml(text)}</span>`;
  };
  const tree = routeros.parser.parse(script);
  highlightCode(script, tree, classHighlighter, put, () => put('\n', ''));
  return html;
}

/** As GitHub makes them, so that links in the repository hold here, too. */
function anchorOf(heading: string, used: Map<string, number>): string {
  const anchor = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
  const count = used.get(anchor) ?? 0;
  used.set(anchor, count + 1);
  return count === 0 ? anchor : `${anchor}-${count}`;
}

/** Markdown without its marks. */
function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
