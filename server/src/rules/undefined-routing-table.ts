import { type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import { otherCommands } from '../binding/listEntries.ts';
import { phrase } from '../language/phrase.ts';
import { constantText } from '../syntax/ast.ts';
import type { TextRange } from '../text/range.ts';
import { meantChain } from './common/chains.ts';
import type { Rule } from './rule.ts';

/** A mark for a routing table that there is not (`docs/facts/firewall.md#actions`). */
export const undefinedRoutingTable: Rule = {
  meta: {
    id: 'undefined-routing-table',
    summary: 'A rule names a routing table that the file does not define.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'Since RouterOS 7 a routing mark is the name of a table in `/routing table`. A rule, a route or a routing rule that names another one is refused when the file is imported, and the lines behind it are not read.',
    remedy: 'Correct the name, or add the table: `/routing table add fib name=…`.',
    bad: `/routing table
add disabled=no fib name=via-one
/ip firewall mangle
add chain=prerouting action=mark-routing in-interface=bridge new-routing-mark=via-on
`,
    good: `/routing table
add disabled=no fib name=via-one
/ip firewall mangle
add chain=prerouting action=mark-routing in-interface=bridge new-routing-mark=via-one
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Policy Routing: "a routing table must be created before it is used".'],
  },

  *check({ script, configuration, version }) {
    const { tables, asked } = tablesOf(script);
    // Version 6 made tables of marks by itself, and a fragment may leave them to another file.
    if (tables === undefined || tables.size === 0 || version?.startsWith('6') === true) return;
    const isWhole = configuration.wholeBy !== undefined;
    const told = new Set<string>();
    for (const { name, range } of asked) {
      if (tables.has(name) || told.has(name)) continue;
      told.add(name);
      const meant = meantChain(name, tables);
      if (meant === undefined && !isWhole) continue;
      yield {
        message: phrase`No routing table is called ${name}, so RouterOS refuses this line. ${meant === undefined ? phrase`Add it to /routing table, or correct the name.` : phrase`Did you mean ${meant}?`}`,
        range,
        fixes:
          meant === undefined
            ? []
            : [{ title: phrase`Change to ${meant}`, safe: false, edits: [{ range, newText: meant }] }],
      };
    }
  },
};

interface Asked {
  readonly name: string;
  readonly range: TextRange;
}

/** The tables that the file adds, without `main`, and the places that name one; undefined where a name is computed. */
function tablesOf(script: BoundScript): { tables: Set<string> | undefined; asked: Asked[] } {
  const tables = new Set<string>();
  const asked: Asked[] = [];
  let isComputed = false;
  forEachCommand(otherCommands(script), (command) => {
    const { menu, arguments: given } = command;
    const isTable = menu?.path === '/routing/table';
    for (const { name, value, valueRange } of given) {
      const isName = isTable ? name === 'name' : ASKING.has(`${menu?.path} ${name}`);
      if (!isName) continue;
      const text = constantText(value);
      if (text === undefined) isComputed ||= isTable;
      else if (isTable) tables.add(text);
      else if (!USUAL.has(text) && text !== '' && !isPlaceholder(text))
        asked.push({ name: text, range: command.place(valueRange) });
    }
  });
  return { tables: isComputed ? undefined : tables, asked };
}

const ASKING: ReadonlySet<string> = new Set([
  '/ip/firewall/mangle new-routing-mark',
  '/ipv6/firewall/mangle new-routing-mark',
  '/ip/route routing-table',
  '/ipv6/route routing-table',
  '/routing/rule table',
]);
function isPlaceholder(name: string): boolean {
  return /^<.*>$|\{\{|\{%|\$/.test(name);
}

/** The table that every router has. */
const USUAL: ReadonlySet<string> = new Set(['main']);
