import type { Finding, Fix } from '../diagnostics/finding.ts';

/** So many places of one and the same fault are one mistake. */
const MANY = 6;

/**
 * One and the same fault in many places is one finding, at the first of them, with the others as related; its fix repairs all.
 * The findings are in text order.
 */
export function sameFaultsOnce(findings: readonly Finding[]): Finding[] {
  if (findings.length < MANY) return [...findings];
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(keyOf(finding));
    if (group === undefined) groups.set(keyOf(finding), [finding]);
    else group.push(finding);
  }
  return findings.flatMap((finding) => {
    const group = groups.get(keyOf(finding)) ?? [];
    if (group.length < MANY) return [finding];
    const fixes = commonFixes(group);
    if (fixes === undefined) return [finding];
    return finding === group[0] ? [together(finding, group.slice(1), fixes)] : [];
  });
}

function together(first: Finding, others: readonly Finding[], fixes: readonly Fix[]): Finding {
  return {
    ...first,
    message: first.message.replace(ROUTER, (said) => ` The same stands in ${others.length} more places.${said}`),
    related: [...first.related, ...others.map(({ range }) => ({ message: 'the same', range }))],
    fixes,
  };
}

const ROUTER = /(?: RouterOS says "[^"]*"\.)?$/;

/** What the router says is said at the first error of a file only. */
function keyOf({ ruleId, severity, message }: Finding): string {
  return `${ruleId} ${severity} ${message.replace(ROUTER, '')}`;
}

/** The repair of all places; undefined where they are not repaired alike. */
function commonFixes(group: readonly Finding[]): readonly Fix[] | undefined {
  const [first] = group[0]?.fixes ?? [];
  if (first === undefined) return group.every(({ fixes }) => fixes.length === 0) ? [] : undefined;
  const isAlike = group.every(
    ({ fixes }) => fixes.length === 1 && fixes[0]?.title === first.title && fixes[0].safe === first.safe,
  );
  if (!isAlike) return undefined;
  const edits = group.flatMap(({ fixes }) => fixes[0]?.edits ?? []);
  return [{ title: `${first.title} (${group.length} places)`, safe: first.safe, edits }];
}
