import type { Finding, Fix } from '../diagnostics/finding.ts';
import { phrase } from '../language/phrase.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Steps } from '../text/steps.ts';

/** So many places of one and the same fault are one mistake. */
const MANY = 6;
/** Nobody reads more of them; their number is said. */
const MOST_SHOWN = 1_000;

/**
 * One and the same fault in many places is one finding, at the first of them, with the others as related; its fix repairs all.
 * The findings are in text order.
 */
export function* sameFaultsOnce(findings: readonly Finding[]): Steps<Finding[]> {
  if (findings.length < MANY) return [...findings];
  const groups = new Map<string, Finding[]>();
  for (const [index, finding] of findings.entries()) {
    if (index % OF_A_STEP === 0) yield;
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  // Undefined stands for a finding that another one speaks for.
  const replaced = new Map<Finding, Finding | undefined>();
  for (const [first, ...others] of groups.values()) {
    if (first === undefined || others.length + 1 < MANY) continue;
    const fixes = yield* commonFixes([first, ...others]);
    yield;
    if (fixes === undefined) continue;
    for (const [index, other] of others.entries()) {
      if (index % OF_A_STEP === 0) yield;
      replaced.set(other, undefined);
    }
    replaced.set(first, together(first, others, fixes));
  }
  const said: Finding[] = [];
  for (const [index, finding] of findings.entries()) {
    if (index % OF_A_STEP === 0) yield;
    const instead = replaced.has(finding) ? replaced.get(finding) : finding;
    if (instead !== undefined) said.push(instead);
  }
  return said;
}

/** So many findings take a millisecond. */
const OF_A_STEP = 1_024;

function together(first: Finding, others: readonly Finding[], fixes: readonly Fix[]): Finding {
  return {
    ...first,
    message: first.message.replace(ROUTER, (said) => phrase` The same stands in ${others.length} more places.${said}`),
    related: [
      ...first.related,
      ...others.slice(0, MOST_SHOWN).map(({ range }) => ({ message: phrase`the same`, range })),
    ],
    fixes,
  };
}

/** In each language, as `routerWords.ts` writes it. */
const ROUTER = /(?: RouterOS (?:says|meldet) "[^"]*"\.)?$/;

/** What the router says is said at the first error of a file only. */
function keyOf({ ruleId, severity, message }: Finding): string {
  return `${ruleId} ${severity} ${message.endsWith('".') ? message.replace(ROUTER, '') : message}`;
}

/** The repair of all places; undefined where they are not repaired alike. */
function* commonFixes(group: readonly Finding[]): Steps<readonly Fix[] | undefined> {
  const [first] = group[0]?.fixes ?? [];
  if (first === undefined) return group.every(({ fixes }) => fixes.length === 0) ? [] : undefined;
  const edits: TextEdit[] = [];
  for (const [index, { fixes }] of group.entries()) {
    if (index % OF_A_STEP === 0) yield;
    const [own] = fixes;
    if (own === undefined || fixes.length > 1 || own.title !== first.title || own.safe !== first.safe) return undefined;
    for (const edit of own.edits) edits.push(edit);
  }
  return [{ title: phrase`${first.title} (${group.length} places)`, safe: first.safe, edits }];
}
