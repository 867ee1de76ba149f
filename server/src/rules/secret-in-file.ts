import { forEachCommand } from '../binding/boundScript.ts';
import { otherCommands } from '../binding/listEntries.ts';
import type { RelatedPlace } from '../diagnostics/finding.ts';
import { phrase } from '../language/phrase.ts';
import { constantText } from '../syntax/ast.ts';
import type { Rule } from './rule.ts';

/** A file that tells passwords. */
export const secretInFile: Rule = {
  meta: {
    id: 'secret-in-file',
    summary: 'An export holds passwords or keys in clear.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'An export with `show-sensitive`, and every export before RouterOS 7, shows passwords of users, keys of wireless networks and secrets of tunnels. In a repository they stay readable in its history, for everybody who ever gets a copy.',
    remedy:
      'Export without `show-sensitive`, keep secrets in a store made for them, and change those that have been in a repository.',
    bad: `# 2026-11-01 10:00:00 by RouterOS 7.20
/ppp secret
add name=branch password=hunter2 service=l2tp
/interface wireguard
add name=wg1 private-key="aGVsbG8gd29ybGQsIHRoaXMgaXMgbm90IGEga2V5ISE="
`,
    good: `# 2026-11-01 10:00:00 by RouterOS 7.20
/ppp secret
add name=branch service=l2tp
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Configuration management: export.'],
  },

  *check({ configuration, script }) {
    // A script that sets a router up has to name them; an export does not.
    if (!configuration.isExport) return;
    const places: RelatedPlace[] = [];
    forEachCommand(otherCommands(script), (command) => {
      const { menu, arguments: given } = command;
      for (const { name, value, range } of given) {
        const text = constantText(value);
        if (!SECRETS.has(name) || text === undefined || text.length < 4 || /^[*.x]+$/i.test(text)) continue;
        // The community of SNMP is told by a rule of its own.
        if (menu === undefined || (name === 'secret' && menu.path.startsWith('/system/script'))) continue;
        places.push({ message: phrase`another secret`, range: command.place(range) });
      }
    });
    const [first, ...others] = places;
    if (first === undefined) return;
    yield {
      message: phrase`${places.length === 1 ? phrase`A secret stands` : phrase`${places.length} secrets stand`} here in clear, and a repository never forgets. Export without show-sensitive, and change what was published.`,
      range: first.range,
      related: others.slice(0, MOST),
    };
  },
};

const MOST = 20;
/** Arguments that hold secrets (`docs/facts/scripts.md#import-and-export`: what an export hides unless asked). */
const SECRETS: ReadonlySet<string> = new Set([
  'authentication-password',
  'encryption-password',
  'passphrase',
  'password',
  'pre-shared-key',
  'preshared-key',
  'private-key',
  'secret',
  'wpa-pre-shared-key',
  'wpa2-pre-shared-key',
]);
