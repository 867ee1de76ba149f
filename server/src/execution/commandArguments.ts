import type { BoundCommand } from '../binding/boundCommand.ts';
import { constantText, type Expression, type Value } from '../syntax/ast.ts';

/** The value of an argument, with or without its name. */
export function argument(command: BoundCommand, name: string): Value | undefined {
  const named = command.arguments.find((given) => given.name === name);
  if (named !== undefined) return named.value;
  const index = command.command?.unnamed.indexOf(name) ?? -1;
  return index < 0 ? undefined : command.positionals[index]?.value;
}

/** The code of an argument. */
export function body(command: BoundCommand, name: string): readonly BoundCommand[] | undefined {
  const node = argument(command, name);
  return node === undefined ? undefined : command.nested.get(node);
}

export function unnamedBody({ positionals, nested }: BoundCommand): readonly BoundCommand[] | undefined {
  const group = positionals.find(({ value }) => value.kind === 'Group');
  return group === undefined ? undefined : nested.get(group.value);
}

export function nameOf(node: Expression | undefined): string | undefined {
  return node?.kind === 'Word' || node?.kind === 'String' ? constantText(node) : undefined;
}
