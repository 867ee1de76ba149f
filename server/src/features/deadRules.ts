import type { Analysis } from '../rules/rule.ts';
import type { TextRange } from '../text/range.ts';

/** The commands of rules that no packet gets to, or that match none, as their own text shows; an editor fades them. */
export function deadRules({ firewall, reachability }: Pick<Analysis, 'firewall' | 'reachability'>): TextRange[] {
  const found: TextRange[] = [];
  for (const rule of firewall.rules) {
    const { origin, assumed, conditional, placeUnknown } = rule.item;
    if (origin === undefined || assumed || conditional || placeUnknown || !rule.enabled) continue;
    if (origin.name !== 'add' || !DEAD.has(reachability.of(rule).kind)) continue;
    found.push(origin.range);
    if (found.length === MOST) break;
  }
  return found;
}

const DEAD: ReadonlySet<string> = new Set(['dead', 'unmatchable', 'unentered']);
const MOST = 1000;
