import type { BoundCommand } from '../binding/boundCommand.ts';
import type { Expression, Group, StatementList, Value } from '../syntax/ast.ts';
import { MAX_DEPTH } from './budget.ts';
import { binary, unary } from './operators.ts';
import { type ArrayEntry, arrayValue, type RuntimeValue, textOfValue, textValue, wordValue } from './runtimeValue.ts';
import type { Scope } from './variables.ts';

/** What an evaluator asks of the one who runs the script. */
export interface EvaluationHost {
  /** Runs the commands in brackets and gives the value of the last one. */
  bracketed(commands: readonly BoundCommand[], scope: Scope): RuntimeValue | undefined;
  /** Something ran that the file does not show. */
  callUnknown(): void;
}

/** Values of expressions, as far as they are known. Commands in brackets run, so each node is evaluated once. */
export class Evaluator {
  readonly #host: EvaluationHost;
  #depth = 0;

  constructor(host: EvaluationHost) {
    this.#host = host;
  }

  /** The value of an argument, where a plain word stands for itself. */
  value(node: Value, command: BoundCommand, scope: Scope): RuntimeValue | undefined {
    return node.kind === 'Word' ? wordValue(node.text) : this.expression(node, command, scope);
  }

  /** The value of an expression, where a plain word is a variable (`docs/facts/scripts.md#operators`). */
  expression(node: Expression, command: BoundCommand, scope: Scope): RuntimeValue | undefined {
    if (this.#depth >= MAX_DEPTH) return undefined;
    this.#depth++;
    const value = this.#evaluate(node, command, scope);
    this.#depth--;
    return value;
  }

  #evaluate(node: Expression, command: BoundCommand, scope: Scope): RuntimeValue | undefined {
    switch (node.kind) {
      case 'Word': {
        const value = wordValue(node.text);
        return value?.kind === 'text' ? scope.find(node.text)?.value : value;
      }
      case 'String': {
        let text: string | undefined = '';
        for (const part of node.parts) {
          if (part.kind === 'Text') text = text === undefined ? undefined : text + part.value;
          else if (part.kind === 'LoneDollar') text = text === undefined ? undefined : `${text}$`;
          else {
            const inner = textOfValue(this.expression(part, command, scope));
            text = text === undefined || inner === undefined ? undefined : text + inner;
          }
        }
        return text === undefined ? undefined : textValue(text);
      }
      case 'Variable':
        return scope.find(node.name)?.value;
      case 'Substitution':
        return this.#host.bracketed(command.nested.get(node) ?? [], scope);
      case 'Parenthesised':
        return node.expression === undefined ? undefined : this.expression(node.expression, command, scope);
      case 'Group':
        return command.nested.has(node) ? undefined : this.#array(node, command, scope);
      case 'Binary': {
        const left = this.expression(node.left, command, scope);
        return binary(node.operator, left, this.expression(node.right, command, scope));
      }
      case 'Unary':
        return unary(node.operator, this.expression(node.operand, command, scope));
      case 'Sequence':
        for (const item of node.items) this.expression(item, command, scope);
        this.#host.callUnknown();
        return undefined;
      default:
        return undefined;
    }
  }

  /** `{1; "b"; key=value}` */
  #array({ list }: Group, command: BoundCommand, scope: Scope): RuntimeValue | undefined {
    const entries = this.#entries(list, command, scope);
    return entries === undefined ? undefined : arrayValue(entries);
  }

  #entries({ statements }: StatementList, command: BoundCommand, scope: Scope): ArrayEntry[] | undefined {
    const entries: ArrayEntry[] = [];
    let known = true;
    for (const { items } of statements) {
      const [item] = items;
      if (item === undefined) continue;
      if (items.length > 1 || item.kind === 'Condition') known = false;
      else if (item.kind !== 'Argument') entries.push({ key: undefined, value: this.value(item, command, scope) });
      else {
        const key = item.name.kind === 'Word' ? item.name.text : textOfValue(this.value(item.name, command, scope));
        if (key === undefined) known = false;
        else if (item.value !== undefined) entries.push({ key, value: this.value(item.value, command, scope) });
      }
    }
    return known ? entries : undefined;
  }
}
