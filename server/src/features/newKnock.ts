import type { FileAnalysis } from '../analysis/analysis.ts';
import { chainOf, type Family, type FirewallRule, isRefusal, listsInUse } from '../firewall/firewall.ts';
import { strengthSteps } from '../knock/strength.ts';
import { BAN_LIST, freeSuffix, GRANT_LIST } from '../knock/write/knockRules.ts';
import { type KnockScriptOptions, knockLines, knockScript } from '../knock/write/knockScript.ts';
import type { KnockEntry } from '../reports/jsonOutput.ts';
import { prettyKnocks } from '../reports/prettyReport.ts';
import { knocksEntry } from '../reports/report.ts';
import { appendLines, insertAbove, standsAlone } from '../rules/common/places.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import { finish, type Steps } from '../text/steps.ts';

export interface NewKnock {
  readonly edits: readonly TextEdit[];
  /** Where its rules go, in words. */
  readonly place: string;
  /** What it will withstand, and what would be found in the file then, line by line. */
  readonly report: readonly string[];
  /** The same as data: the knock, once for each family. */
  readonly knocks: readonly KnockEntry[];
  /** What would be found in the file beyond what is found now. */
  readonly warnings: readonly string[];
}

/**
 * A port knock for a firewall that is there already: its rules go above the drop of all that is left, with lists of
 * their own. A file without input chain gets a whole one. What comes of it is analysed before anybody accepts it.
 */
export function newKnock(analysis: FileAnalysis, options: KnockScriptOptions): NewKnock | { readonly fault: string } {
  return finish(newKnockSteps(analysis, options));
}

/** The same in steps. */
export function* newKnockSteps(
  analysis: FileAnalysis,
  options: KnockScriptOptions,
): Steps<NewKnock | { readonly fault: string }> {
  const { text, firewall } = analysis;
  const hasInput = firewall.rules.some(
    ({ family, table, chain }) => family === 'ip' && table === 'filter' && chain === 'input',
  );
  const written = hasInput ? besides(analysis, options) : whole(analysis, options);
  if ('fault' in written) return written;
  const after = yield* analysis.againSteps(applyEdits(text, written.edits));
  const grants = new Set(analysis.knocks.map(({ grant }) => grant.list));
  const knocks = after.knocks.filter(({ grant }) => !grants.has(grant.list));
  for (const knock of knocks) yield* strengthSteps(knock, after.firewall);
  const entry = knocksEntry('', { ...after, knocks });
  const lines = prettyKnocks(entry, (_, part) => part).split('\n');
  const before = new Map<string, number>();
  for (const { ruleId } of analysis.findings) before.set(ruleId, (before.get(ruleId) ?? 0) + 1);
  const found = after.findings.filter(({ ruleId, persona }) => {
    const left = (before.get(ruleId) ?? 0) - 1;
    before.set(ruleId, left);
    return left < 0 && persona === 'regular';
  });
  const told = found.map(({ severity, ruleId, message }) => `${severity} ${ruleId}: ${message}`);
  const report = [...lines.slice(1).filter((line) => line.trim() !== ''), ...told];
  return { ...written, report, knocks: entry.knocks, warnings: found.map(({ message }) => message) };
}

type Written = Pick<NewKnock, 'edits' | 'place'>;

function whole({ text }: FileAnalysis, options: KnockScriptOptions): Written | { readonly fault: string } {
  const script = knockScript(options);
  if ('fault' in script) return script;
  return {
    edits: [appendLines(text, script.text.split('\n').slice(0, -1))],
    place: 'a new chain input at the end of the file',
  };
}

function besides(analysis: FileAnalysis, options: KnockScriptOptions): Written | { readonly fault: string } {
  const knock = knockLines(options);
  if ('fault' in knock) return knock;
  const lines = withFreeLists(analysis, knock.lines);
  const told = `# Port knock, open for ${options.grant} after: knock -d 500 ROUTER ${knock.sequence}`;
  const edits: TextEdit[] = [];
  const places: string[] = [];
  for (const family of options.ipv6 ? (['ip', 'ipv6'] as const) : (['ip'] as const)) {
    const drop = lastDrop(analysis, family);
    const assumed = drop === undefined ? assumedDrop(analysis, family) : undefined;
    if (drop !== undefined) {
      edits.push(insertAbove(analysis, drop, [told, ...lines]));
      const line = analysis.lines.position(drop.item.origin?.range.start ?? 0).line + 1;
      places.push(`above line ${line}, which drops the rest`);
    } else if (assumed !== undefined) {
      const place = ` place-before=[find comment="${assumed}"]`;
      const placed = lines.map((line) => `${line}${place}`);
      edits.push(appendLines(analysis.text, [`/${family} firewall filter`, told, ...placed]));
      places.push(`above the default rule "${assumed}"`);
    } else {
      edits.push(appendLines(analysis.text, [`/${family} firewall filter`, told, ...lines]));
      places.push(`the end of the file, since no rule of /${family} drops the rest`);
    }
  }
  return { edits, place: places.join(', and ') };
}

/** The rule that drops what is left in the chain input, where lines can be put above it. */
function lastDrop(analysis: FileAnalysis, family: Family): FirewallRule | undefined {
  return dropsOfRest(analysis, family).find(
    (rule) => rule.item.origin !== undefined && !rule.item.assumed && standsAlone(analysis, rule),
  );
}

/** The comment of a default rule that does so; rules of the file stand behind it unless they say where they go. */
function assumedDrop(analysis: FileAnalysis, family: Family): string | undefined {
  const rule = dropsOfRest(analysis, family).find(({ item }) => item.assumed);
  return rule?.item.properties.get('comment')?.text;
}

function dropsOfRest({ firewall }: FileAnalysis, family: Family): FirewallRule[] {
  const first = firewall.rules.find(
    (rule) => rule.family === family && rule.table === 'filter' && rule.chain === 'input',
  );
  if (first === undefined) return [];
  return chainOf(firewall, first).filter(
    ({ enabled, action, matchers }) =>
      enabled && isRefusal(action) && matchers.every(({ name }) => name.startsWith('in-interface')),
  );
}

/** The lines with names of lists that the file does not use yet. */
function withFreeLists({ firewall }: FileAnalysis, lines: readonly string[]): string[] {
  const used = listsInUse(firewall);
  const names = [...new Set(lines.flatMap((line) => [...line.matchAll(LIST)].map(([, , name]) => name as string)))];
  const suffix = freeSuffix(names, used);
  return lines.map((line) => line.replace(LIST, (_, argument: string, name: string) => `${argument}${name}${suffix}`));
}

const LIST = new RegExp(`(address-list=!?)(knock\\d+|${GRANT_LIST}|${BAN_LIST})\\b`, 'g');
