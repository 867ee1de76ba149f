/** What all pages have around them. */
import { escapeHtml } from './markdown.ts';
import { relative, type Section } from './pages.ts';

export interface Page {
  /** From the root of the site. */
  readonly target: string;
  readonly section: Section;
  readonly title: string;
  readonly description: string;
  /** What stands in the main part, with the heading of the first level. */
  readonly html: string;
  /** Scripts and style sheets beyond those of all pages. */
  readonly scripts?: readonly string[];
}

/**
 * Nothing but files of the site, and no code or style in the pages. Pictures of the editor (the waves below a problem) and
 * copies of the drawn knock are data.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const NAVIGATION: readonly (readonly [Section, string, string])[] = [
  ['playground', 'playground.html', 'Playground'],
  ['guide', 'guide/index.html', 'Guide'],
  ['rules', 'rules/index.html', 'Rules'],
  ['facts', 'facts/index.html', 'Facts'],
];

export function layout({ target, section, title, description, html, scripts = [] }: Page): string {
  const link = (to: string): string => relative(target, to);
  const items = NAVIGATION.map(([name, to, text]) => {
    const current = to === target ? ' aria-current="page"' : name === section ? ' aria-current="true"' : '';
    return `<li><a href="${link(to)}"${current}>${text}</a></li>`;
  });
  const isWide = section === 'playground';
  return `<!DOCTYPE html>
<html lang="en" data-root="${link('.') || '.'}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${escapeHtml(description)}">
<title>${escapeHtml(section === 'home' ? title : `${title} · RouterOS Firewall`)}</title>
<link rel="icon" href="${link('icon.png')}">
<link rel="stylesheet" href="${link('site.css')}">
<script src="${link('theme.js')}"></script>
${scripts.map((script) => `<script src="${link(script)}" defer></script>\n`).join('')}</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<a class="brand" href="${link('index.html')}"${section === 'home' ? ' aria-current="page"' : ''}>RouterOS Firewall</a>
<nav aria-label="Site"><ul>
${items.join('\n')}
</ul></nav>
<label for="theme">Theme</label>
<select id="theme" autocomplete="off">
<option value="auto">as the system</option>
<option value="light">light</option>
<option value="dark">dark</option>
</select>
</header>
<main id="main" tabindex="-1"${isWide ? ' class="wide"' : ''}>
${html}
</main>
<footer>
<p>Nothing on this site leaves your browser. <a href="${link('notices.txt')}">Licences of what it is made with</a>.</p>
</footer>
</body>
</html>
`;
}
