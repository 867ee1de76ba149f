import type { ConfigurationItem } from './configuration.ts';

/** The items of one menu in the order in which the router keeps them. */
export class ItemList {
  readonly #items: ConfigurationItem[] = [];
  /** Places by id; undefined where the order changed and few items were asked for since. */
  #places: Map<number, number> | undefined;
  #searches = 0;

  get items(): readonly ConfigurationItem[] {
    return this.#items;
  }

  get(id: number): ConfigurationItem | undefined {
    return this.#items[this.#indexOf(id)];
  }

  append(item: ConfigurationItem): void {
    this.#places?.set(item.id, this.#items.length);
    this.#items.push(item);
  }

  /** Puts the item before another one. */
  insertBefore(item: ConfigurationItem, id: number): void {
    const index = this.#indexOf(id);
    this.#items.splice(index < 0 ? this.#items.length : index, 0, item);
    this.#reordered();
  }

  /** Puts a changed item where it was before. */
  replace(item: ConfigurationItem): void {
    const index = this.#indexOf(item.id);
    if (index >= 0) this.#items[index] = item;
  }

  remove(ids: readonly number[]): void {
    this.#take(ids);
  }

  /** Moves the items, in the order given, before another one, or to the end. */
  move(ids: readonly number[], before: number | undefined): void {
    const moved = this.#take(ids.filter((id) => id !== before));
    const index = before === undefined ? -1 : this.#indexOf(before);
    // Not spread as arguments: a list may have more items than a call may have.
    const rest = this.#items.splice(index < 0 ? this.#items.length : index);
    for (const part of [moved, rest]) for (const item of part) this.#items.push(item);
    this.#reordered();
  }

  #take(ids: readonly number[]): ConfigurationItem[] {
    const [first] = ids;
    if (first === undefined) return [];
    if (ids.length === 1) {
      const index = this.#indexOf(first);
      this.#reordered();
      return index < 0 ? [] : this.#items.splice(index, 1);
    }
    const taken = new Map<number, ConfigurationItem | undefined>(ids.map((id) => [id, undefined]));
    let kept = 0;
    for (const item of this.#items) {
      if (taken.has(item.id)) taken.set(item.id, item);
      else this.#items[kept++] = item;
    }
    this.#items.length = kept;
    this.#reordered();
    return [...taken.values()].filter((item) => item !== undefined);
  }

  #indexOf(id: number): number {
    if (this.#places === undefined) {
      this.#searches++;
      if (this.#searches <= FEW_SEARCHES) return this.#items.findIndex((item) => item.id === id);
      this.#places = new Map(this.#items.map((item, index) => [item.id, index]));
    }
    return this.#places.get(id) ?? -1;
  }

  #reordered(): void {
    this.#places = undefined;
    this.#searches = 0;
  }
}

/** So many items are looked for in the list before a table of all is made. */
const FEW_SEARCHES = 8;
