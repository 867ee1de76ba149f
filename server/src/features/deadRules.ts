import type { Finding } from '../diagnostics/finding.ts';
import type { Analysis } from '../rules/rule.ts';
import type { TextRange } from '../text/range.ts';

/** What reachability says of a rule that no packet gets to. */
export const NEVER_REACHED: ReadonlySet<string> = new Set(['dead', 'unmatchable', 'unentered']);

/** The whole commands of rules that no packet gets to, of those that findings name; an editor fades them. */
export function deadRules(
  { firewall, reachability }: Pick<Analysis, 'firewall' | 'reachability'>,
  findings: readonly Pick<Finding, 'ruleId' | 'range' | 'related' | 'unnecessary'>[],
): TextRange[] {
  // Many victims are named at the rule that takes their packets.
  const named = new Set(
    findings
      .filter(({ ruleId }) => SAYING.has(ruleId))
      .flatMap(({ range, related, unnecessary }) =>
        unnecessary === true ? [range.start] : related.map((place) => place.range.start),
      ),
  );
  const found: TextRange[] = [];
  if (named.size === 0) return found;
  for (const rule of firewall.rules) {
    const { origin } = rule.item;
    if (origin === undefined || !rule.enabled || !named.has(origin.nameRange.start)) continue;
    if (NEVER_REACHED.has(reachability.of(rule).kind)) found.push(origin.range);
  }
  return found;
}

const SAYING: ReadonlySet<string> = new Set([
  'accept-below-drop',
  'unreachable-rule',
  'unmatchable-rule',
  'duplicate-rule',
]);
