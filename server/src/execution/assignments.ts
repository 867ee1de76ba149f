import type { BoundCommand } from '../binding/boundCommand.ts';
import { forEachCommand } from '../binding/boundScript.ts';
import type { Expression } from '../syntax/ast.ts';
import { argument, body, nameOf } from './commandArguments.ts';

/** Names that code writes to, wherever they are declared. */
export interface Assigned {
  readonly names: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
  /** It calls what may write to any global variable. */
  readonly calls: boolean;
}

/** What the code writes to. Functions that it calls are not looked into. */
export function assignedIn(commands: readonly BoundCommand[]): Assigned {
  const names = new Set<string>();
  const globals = new Set<string>();
  let calls = false;
  forEachCommand(commands, (command) => {
    if (command.kind === 'call' || CALLS.has(command.name)) calls = true;
    if (command.name !== ':set' && command.name !== ':global') return;
    let target: Expression | undefined = argument(command, 'name');
    if (target?.kind === 'Parenthesised') target = target.expression;
    while (target?.kind === 'Binary') target = target.left;
    const name = target?.kind === 'Variable' ? target.name : nameOf(target);
    if (name === undefined) return;
    if (command.name === ':set') names.add(name);
    else if (argument(command, 'value') !== undefined || body(command, 'do') !== undefined) globals.add(name);
  });
  return { names, globals, calls };
}

/** Commands that run code which the file does not show. */
const CALLS: ReadonlySet<string> = new Set([':import', ':parse', ':execute', 'run']);
