import { phrase } from '../language/phrase.ts';
import { quoted } from '../syntax/quote.ts';
import { linesOf } from './lines.ts';
import type { Paste } from './paste.ts';

/** Fields of a rule as WinBox shows them, copied or typed line by line: `Dst. Port: 22`. */
export function winBoxFields(text: string): Paste[] {
  const lines = linesOf(text);
  const found: Paste[] = [];
  for (let index = 0; index < lines.length; index++) {
    if (fieldOf(lines[index]?.text ?? '') === undefined && !isTab(lines[index]?.text ?? '')) continue;
    const from = index;
    const values = new Map<string, string>();
    for (; index < lines.length; index++) {
      const line = lines[index]?.text ?? '';
      const field = fieldOf(line);
      if (field !== undefined) values.set(field[0], field[1]);
      else if (!isTab(line) && line.trim() !== '') break;
    }
    const chain = values.get('chain');
    const first = lines[from];
    const last = lines.slice(from, index).findLast((line) => line.text.trim() !== '');
    if (chain === undefined || values.size < 2 || first === undefined || last === undefined) continue;
    const menu = chain === 'srcnat' || chain === 'dstnat' ? 'nat' : 'filter';
    const parts = [...values].map(([name, value]) => `${name}=${quoted(value)}`);
    found.push({
      kind: 'pasted-output',
      start: first.start,
      end: last.end,
      what: phrase`These are the fields of a rule as WinBox shows them, not a script: RouterOS rejects the file.`,
      script: `/ip firewall ${menu}\nadd ${parts.join(' ')}`,
    });
  }
  return found;
}

/** Titles of the tabs that divide the fields. */
function isTab(line: string): boolean {
  return /^\s*(?:General|Advanced|Extra|Action|Statistics)\s*:?\s*$/.test(line);
}

/** Names of arguments where they are not the title in small letters. */
const NAMES: Readonly<Record<string, string>> = {
  'in-interface-list': 'in-interface-list',
  timeout: 'address-list-timeout',
  'any-port': 'port',
  'jump-target': 'jump-target',
  'packet-mark': 'packet-mark',
};
const FIELDS: ReadonlySet<string> = new Set([
  ...['chain', 'action', 'protocol', 'src-address', 'dst-address', 'src-port', 'dst-port', 'port', 'in-interface'],
  ...[
    'out-interface',
    'in-interface-list',
    'out-interface-list',
    'connection-state',
    'connection-nat-state',
    'comment',
  ],
  ...['src-address-list', 'dst-address-list', 'address-list', 'address-list-timeout', 'to-addresses', 'to-ports'],
  ...[
    'jump-target',
    'log-prefix',
    'limit',
    'content',
    'layer7-protocol',
    'packet-size',
    'src-mac-address',
    'reject-with',
  ],
]);

function fieldOf(line: string): [name: string, value: string] | undefined {
  const [, title, text] = /^\s*([A-Z][A-Za-z. ]{1,30}?)\s*[:=]\s*(\S.{0,200}?)\s*$/.exec(line) ?? [];
  if (title === undefined || text === undefined) return undefined;
  const plain = title.toLowerCase().replaceAll('.', '').trim().replaceAll(/\s+/g, '-');
  const name = NAMES[plain] ?? plain;
  if (!FIELDS.has(name)) return undefined;
  if (name === 'protocol') return [name, /^\d+ \(([a-z0-9-]+)\)$/.exec(text)?.[1] ?? text];
  return [name, name === 'action' ? text.toLowerCase().replaceAll(' ', '-') : text];
}
