import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';

/** The codes of the problems, each with the words of the router that it quotes. */
function quoted(text: string): string[] {
  return analyse(text, { rules: [] }).problems.map(({ ruleId: code, message }) => {
    const words = / RouterOS says "([^"]+)"\.$/.exec(message)?.[1];
    return words === undefined ? code : `${code}: ${words}`;
  });
}

test.each([
  ['/ip firewall filter\nadd chain = input', ['blank-before-equals: expected end of command']],
  [':put 1\n:set total 1', ['set-undeclared-variable: syntax error']],
  [':if (true) do={\n:put 1', ['unclosed-bracket: missing closing brace']],
  // Only the first error, as the router does.
  [':set total 1\n:set total 2', ['set-undeclared-variable: syntax error', 'set-undeclared-variable']],
  // In a block it is the command that counts, not the whole block.
  [':do {\n:set $a\n:global $b 1\n}', ['dollar-in-declaration: syntax error']],
  // The router stops at a command before ours, about which we say nothing.
  ['/zerotier/peer/print\n:set total 1', ['set-undeclared-variable']],
  // A value is refused when the command runs, not when it is read.
  ['/ip firewall filter add chain=input action=drop protocol=tpc', ['invalid-value']],
  // Without an error of ours the router is not asked.
  ['/zerotier/peer/print', []],
])('%s', (text, expected) => {
  expect(quoted(text)).toEqual(expected);
});
