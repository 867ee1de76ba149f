import type { BoundCommand } from '../binding/boundCommand.ts';
import { forEachCommand } from '../binding/boundScript.ts';
import { otherCommands } from '../binding/listEntries.ts';
import type { RuleFinding } from '../diagnostics/finding.ts';
import { phrase } from '../language/phrase.ts';
import type { Node, StringLiteral } from '../syntax/ast.ts';
import { children } from '../syntax/ast.ts';
import type { Rule } from './rule.ts';

/** A regular expression that ends in an unescaped `$`, which RouterOS reads as the start of a variable. */
export const dollarQuoteInRegexp: Rule = {
  meta: {
    id: 'dollar-quote-in-regexp',
    summary: 'A `$` before the closing quote begins a variable name.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'In a string `$"` begins a variable with a quoted name. A regular expression that ends in `$"` therefore does not end there: RouterOS takes what follows for the name, and rejects the file or reads another pattern. The passphrase example on MikroTik\'s own knock page has this fault.',
    remedy: 'Write `\\$` before the closing quote.',
    bad: `/ip firewall layer7-protocol
add name=pass regexp="^passphrase/$"
`,
    good: `/ip firewall layer7-protocol
add name=pass regexp="^passphrase/\\$"
`,
    fix: 'safe',
    since: '0.1.0',
    sources: ['RouterOS manual, Scripting: constant escape sequences and variables.'],
  },

  *check({ script, text }) {
    if (!text.includes('$"')) return;
    const findings: RuleFinding[] = [];
    forEachCommand(otherCommands(script), (command) => {
      for (const literal of regularExpressions(command)) {
        const dollar = literal.parts.at(-1);
        if (dollar?.kind !== 'LoneDollar' || !literal.closed) continue;
        const start = command.base + dollar.start;
        findings.push({
          message: phrase`RouterOS reads \`$"\` as the start of a variable name, so this pattern does not end here. Write \`\\$\` for the end of the text.`,
          range: { start, end: start + 2 },
          fixes: [
            { title: phrase`Escape the dollar`, safe: true, edits: [{ range: { start, end: start }, newText: '\\' }] },
          ],
        });
      }
    });
    yield* findings;
  },
};

/** Strings behind `regexp=` and `~`. */
function* regularExpressions(command: BoundCommand): Iterable<StringLiteral> {
  for (const { name, value } of command.arguments) if (name === 'regexp' && value?.kind === 'String') yield value;
  const stack: Node[] = [...command.statement.items];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'Binary' && node.operator === '~' && node.right.kind === 'String') yield node.right;
    stack.push(...children(node));
  }
}
