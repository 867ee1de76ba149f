/**
 * What Markdown of the server may become. The server escapes what it takes from a script; should that ever fail, nothing
 * but plain formatting comes through, and the policy of the page lets no script run anyway.
 */
const ELEMENTS = new Set(
  'a b blockquote br code del em h1 h2 h3 h4 h5 h6 hr i li ol p pre s span strong table tbody td th thead tr ul'
    .split(' ')
    .map((name) => name.toUpperCase()),
);

export function safeHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  clean(body);
  return body.innerHTML;
}

function clean(parent: Element): void {
  for (const element of [...parent.children]) {
    if (!ELEMENTS.has(element.tagName)) {
      element.replaceWith(element.textContent ?? '');
      continue;
    }
    for (const { name } of [...element.attributes]) if (!isAllowed(element, name)) element.removeAttribute(name);
    clean(element);
  }
}

function isAllowed(element: Element, attribute: string): boolean {
  if (attribute === 'class') return true;
  return element.tagName === 'A' && attribute === 'href' && /^https:\/\//.test(element.getAttribute('href') ?? '');
}
