import type { Menu } from '../catalog/catalog.ts';
import type { Turn } from './boundScript.ts';

/** The menu to which the lines of a list have led. */
export class Flow {
  readonly turns: Turn[];
  #current: Turn;

  /** With `turns`, some lines have been read already. */
  constructor(menu: Menu | undefined, turns: readonly Turn[] = []) {
    this.turns = turns.length === 0 ? [{ index: 0, menu, inferred: undefined }] : [...turns];
    this.#current = this.turns.at(-1) as Turn;
  }

  get menu(): Menu | undefined {
    return this.#current.menu;
  }

  get inferred(): Menu | undefined {
    return this.#current.inferred;
  }

  isAt({ menu, inferred }: Turn): boolean {
    return isSameMenu(this.#current.menu, menu) && this.#current.inferred === inferred;
  }

  turn(index: number, menu: Menu | undefined, inferred: Menu | undefined): void {
    const turn = { index, menu, inferred };
    if (this.isAt(turn)) return;
    this.#current = turn;
    this.turns.push(turn);
  }
}

/** What holds for the command. */
export function turnAt(turns: readonly Turn[], index: number): Turn {
  let low = 0;
  let high = turns.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((turns[middle] as Turn).index <= index) low = middle;
    else high = middle;
  }
  return turns[low] as Turn;
}

function isSameMenu(a: Menu | undefined, b: Menu | undefined): boolean {
  return a === b || (a?.isOpen === true && b?.isOpen === true && a.path === b.path);
}
