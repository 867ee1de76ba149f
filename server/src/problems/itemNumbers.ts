import type { BoundCommand } from '../binding/boundCommand.ts';
import { type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import { phrase } from '../language/phrase.ts';
import { constantText } from '../syntax/ast.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import type { TextRange } from '../text/range.ts';
import { menuWords } from './checkedMenus.ts';

/**
 * Items that are called by the numbers of `print`. These exist in the session that printed them; in a file they hit
 * another item, or none. Built-in items, which exports address so, are in other menus.
 */
export function itemNumbers(script: BoundScript): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  forEachCommand(script.commands, (command) => {
    const { kind, menu, name } = command;
    if (kind !== 'command' || menu === undefined || !CALLING.has(name)) return;
    if (!USER_FILLED.test(menu.path) && !(name === 'get' && menu.path === SERVICES)) return;
    const numbers = numbersOf(command);
    if (numbers === undefined) return;
    problems.push({
      code: 'item-number',
      severity: 'warning',
      start: numbers.start,
      end: numbers.end,
      message: phrase`Numbers of ${menuWords(menu)} are those that \`print\` has shown last, so in a script this hits any item, or none. Find the item: \`[find ${menu.path === SERVICES ? 'name=winbox' : 'comment="…"'}]\`.`,
    });
  });
  return problems;
}

const CALLING: ReadonlySet<string> = new Set([
  'set',
  'move',
  'remove',
  'enable',
  'disable',
  'unset',
  'edit',
  'comment',
  'get',
]);
/** Exports call its items by number where they are set; to read one so is to trust an order that differs by version. */
const SERVICES = '/ip/service';
const USER_FILLED =
  /^\/(?:ip(?:v6)?\/(?:firewall\/[a-z0-9-]+|route|address|dhcp-client|dhcp-server|pool|neighbor)|queue\/(?:simple|tree)|interface\/list\/member|routing\/(?:filter\/rule|rule)|ppp\/secret|interface\/bridge\/(?:filter|nat|port|vlan))$/;
/** `/ip firewall service-port` and `connection tracking` are filled by the router. */
const NUMBERS = /^\d{1,5}(?:,\d{1,5})*$/;

function numbersOf(command: BoundCommand): TextRange | undefined {
  const { menu, arguments: given, positionals } = command;
  if (menu?.path.endsWith('/service-port') === true || menu?.path.endsWith('/connection') === true) return undefined;
  const named = given.find(({ name }) => name === 'numbers' || name === '.id');
  const value = named?.value ?? positionals[0]?.value;
  const text = constantText(value);
  if (value === undefined || value.kind !== 'Word' || text === undefined || !NUMBERS.test(text)) return undefined;
  return command.place(value);
}
