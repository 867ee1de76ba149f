import type { Edit } from '../packet/shadowing.ts';
import {
  endsTable,
  type FirewallRule,
  isRefusal,
  listAddedTo,
  matcher,
  rewritesDestination,
  rewritesSource,
} from './firewall.ts';
import type { Frame, Visit } from './walk.ts';

/**
 * What has changed between two versions of a walk, if it is one stretch whose rules matter to the packets they match
 * only, so that every other visit matches and takes what it did. Undefined where all must be looked at again.
 */
export function editBetween(before: readonly Visit[], after: readonly Visit[]): Edit | undefined {
  const shortest = Math.min(before.length, after.length);
  let at = 0;
  while (at < shortest && sameRule((before[at] as Visit).rule, (after[at] as Visit).rule)) at++;
  let tail = 0;
  while (tail < shortest - at) {
    const old = before[before.length - 1 - tail] as Visit;
    if (!sameRule(old.rule, (after[after.length - 1 - tail] as Visit).rule)) break;
    tail++;
  }
  const edit = { at, removed: before.length - tail - at, inserted: after.length - tail - at };
  return sameFrames(before, after, edit) && isLocal(before, after, edit) ? edit : undefined;
}

/**
 * The place of the only rule in which two versions of the rules differ; -1 where none differs, and undefined where
 * several do.
 */
export function onlyChange(before: readonly FirewallRule[], after: readonly FirewallRule[]): number | undefined {
  if (before.length !== after.length) return undefined;
  let changed = -1;
  for (let index = 0; index < before.length; index++) {
    if (sameRule(before[index] as FirewallRule, after[index] as FirewallRule)) continue;
    if (changed >= 0) return undefined;
    changed = index;
  }
  return changed;
}

/** Whether the rule can stand in for the visit's without a change for any other visit of the walk. */
export function isLocalChange(before: Visit, rule: FirewallRule, length: number): boolean {
  const after = { rule, frame: before.frame };
  if (before.rule.chain !== rule.chain || before.rule.table !== rule.table) return false;
  return !leads(before, length) && !leads(after, length) && seenByOthers(before) === seenByOthers(after);
}

/** Where an index that is not inside of the edit stands after it. */
export function indexAfter(index: number, { at, removed, inserted }: Edit): number {
  return index >= at + removed ? index + inserted - removed : index;
}

/** Whether the rules match and do the same, wherever they are written. */
function sameRule(a: FirewallRule, b: FirewallRule): boolean {
  if (a === b) return true;
  const sameItem =
    a.table === b.table && a.item.placeUnknown === b.item.placeUnknown && a.item.conditional === b.item.conditional;
  if (sameItem && a.item.properties === b.item.properties) return true;
  return (
    sameItem &&
    a.action === b.action &&
    a.enabled === b.enabled &&
    a.chain === b.chain &&
    sameMatchers(a, b) &&
    (a.action !== 'jump' || sameProperty(a, b, 'jump-target')) &&
    (!a.action.startsWith('add-') || sameProperty(a, b, 'address-list')) &&
    (a.table !== 'mangle' || sameProperty(a, b, 'passthrough'))
  );
}

function sameMatchers({ matchers: a }: FirewallRule, { matchers: b }: FirewallRule): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    const one = a[index] as FirewallRule['matchers'][number];
    const other = b[index] as FirewallRule['matchers'][number];
    if (one.name !== other.name || one.text !== other.text || one.negated !== other.negated) return false;
    if (one.property.constant !== other.property.constant) return false;
  }
  return true;
}

function sameProperty(a: FirewallRule, b: FirewallRule, name: string): boolean {
  const one = a.item.properties.get(name);
  const other = b.item.properties.get(name);
  return one?.text === other?.text && one?.constant === other?.constant;
}

/** Whether the visits outside of the edit are in the same runs through chains. */
function sameFrames(before: readonly Visit[], after: readonly Visit[], edit: Edit): boolean {
  let known: Frame | undefined;
  let knownAfter: Frame | undefined;
  for (let index = 0; index < before.length; index++) {
    if (index >= edit.at && index < edit.at + edit.removed) continue;
    const { frame } = before[index] as Visit;
    const { frame: frameAfter } = after[indexAfter(index, edit)] as Visit;
    if (frame === known && frameAfter === knownAfter) continue;
    const jump = frame.jump === undefined ? undefined : indexAfter(frame.jump, edit);
    if (frameAfter.jump !== jump || frameAfter.end !== indexAfter(frame.end, edit)) return false;
    if (frameAfter.table !== frame.table || frameAfter.chain !== frame.chain) return false;
    known = frame;
    knownAfter = frameAfter;
  }
  return true;
}

/** Whether no other rule's packets hang on the edited ones, or these do to them what they did. */
function isLocal(before: readonly Visit[], after: readonly Visit[], { at, removed, inserted }: Edit): boolean {
  const old = before.slice(at, at + removed);
  const fresh = after.slice(at, at + inserted);
  if (old.some((visit) => leads(visit, before.length)) || fresh.some((visit) => leads(visit, after.length)))
    return false;
  const seen = old.map(seenByOthers);
  const seenNow = fresh.map(seenByOthers);
  if (seen.length === seenNow.length) return seen.every((text, index) => text === seenNow[index]);
  return [...seen, ...seenNow].every((text) => text === '');
}

/** Whether it hangs on the rule which way packets take that do not end here. */
function leads({ rule, frame }: Visit, length: number): boolean {
  if (rule.item.placeUnknown) return true;
  if (!rule.enabled) return false;
  if (rule.action === 'jump' || rule.action === 'return' || rewritesDestination(rule) || rewritesSource(rule))
    return true;
  let root = frame;
  while (root.parent !== undefined) root = root.parent;
  return endsTable(rule) && !isRefusal(rule.action) && root.end < length;
}

/** What other rules match hangs on the lists that the rule fills or excepts. */
function seenByOthers({ rule }: Visit): string {
  const filled = rule.enabled ? listAddedTo(rule) : undefined;
  const asked = matcher(rule, 'in-interface-list');
  const excepted = asked?.negated === true ? asked.text : undefined;
  if (filled === undefined && excepted === undefined) return '';
  return JSON.stringify([filled?.text, filled?.constant, excepted]);
}
