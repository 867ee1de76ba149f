/** Address lists by name: who fills them and who asks for them, in the text as it is written. */
import type { BoundCommand } from '../binding/boundCommand.ts';
import { commandAt, forEachCommand } from '../binding/boundScript.ts';
import type { Family, FirewallRule } from '../firewall/firewall.ts';
import type { Analysis } from '../rules/rule.ts';
import { type TextRange, touches } from '../text/range.ts';
import { mentionsIn } from './mentions.ts';

export interface AddressList {
  readonly family: Family;
  readonly name: string;
  /** Entries, and rules that add an address, in text order. */
  readonly filled: readonly ListPlace[];
  /** Matchers of rules, in text order. */
  readonly asked: readonly ListPlace[];
}

export interface ListPlace {
  /** The value that names the list, quotes and negation included. */
  readonly range: TextRange;
  readonly command: BoundCommand;
  /** The rule that the command made; undefined for an entry, and for a `set`. */
  readonly rule: FirewallRule | undefined;
  /** `src-address-list=!name`. */
  readonly negated: boolean;
}

/** The address list that the argument at `offset` names. */
export function listAt(analysis: Analysis, offset: number): AddressList | undefined {
  const command = commandAt(analysis.script, offset);
  if (command === undefined) return undefined;
  for (const argument of command.arguments) {
    const [mention] = touches(command.place(argument.range), offset) ? mentionsIn(command, argument) : [];
    if (mention?.kind !== 'address-list') continue;
    const family = mention.space as Family;
    const { name } = mention;
    return addressLists(analysis, family).get(name) ?? { family, name, filled: [], asked: [] };
  }
  return undefined;
}

/** All address lists of a family that the file names, in text order of their first mention. */
export function addressLists(analysis: Analysis, family: Family): ReadonlyMap<string, AddressList> {
  const rules = new Map(analysis.firewall.rules.map((rule) => [rule.item.origin, rule]));
  const lists = new Map<string, { family: Family; name: string; filled: ListPlace[]; asked: ListPlace[] }>();
  forEachCommand(analysis.script.commands, (command) => {
    for (const argument of command.arguments) {
      for (const { kind, space, name, role, negated } of mentionsIn(command, argument)) {
        if (kind !== 'address-list' || space !== family) continue;
        const list = lists.get(name) ?? { family, name, filled: [], asked: [] };
        lists.set(name, list);
        const place = { range: command.place(argument.valueRange), command, rule: rules.get(command), negated };
        (role === 'fills' ? list.filled : list.asked).push(place);
      }
    }
  });
  // Nested code is visited in no certain order.
  for (const { filled, asked } of lists.values()) for (const places of [filled, asked]) places.sort(byStart);
  return lists;
}

function byStart(a: ListPlace, b: ListPlace): number {
  return a.range.start - b.range.start;
}
