import type { ConfigurationItem } from './configuration.ts';

/** The items of one menu in the order in which the router keeps them. */
export class ItemList {
  readonly #items: ConfigurationItem[] = [];
  /** Places by id; undefined where the order changed and few items were asked for since. */
  #places: Map<number, number> | undefined;
  #searches = 0;
  /** Nobody knows where any of the items stands, until one comes that is known. */
  #isAdrift = false;

  get items(): readonly ConfigurationItem[] {
    return this.#items;
  }

  get(id: number): ConfigurationItem | undefined {
    return this.#items[this.#indexOf(id)];
  }

  append(item: ConfigurationItem): void {
    this.#isAdrift = false;
    this.#places?.set(item.id, this.#items.length);
    this.#items.push(item);
  }

  /** Puts the item before another one. */
  insertBefore(item: ConfigurationItem, id: number): void {
    this.#isAdrift = false;
    const index = this.#indexOf(id);
    this.#items.splice(index < 0 ? this.#items.length : index, 0, item);
    this.#reordered();
  }

  /** Puts a changed item where it was before. */
  replace(item: ConfigurationItem): void {
    const index = this.#indexOf(item.id);
    if (index >= 0) this.#items[index] = item;
  }

  /** Of some items, or of all, it is no longer known where they stand. */
  loosen(ids?: readonly number[]): void {
    if (this.#isAdrift) return;
    for (const id of ids ?? this.#items.map((item) => item.id)) {
      const item = this.get(id);
      if (item?.placeUnknown === false) this.replace({ ...item, placeUnknown: true });
    }
    this.#isAdrift = ids === undefined;
  }

  remove(ids: readonly number[]): void {
    this.#take(ids);
  }

  /** Moves the items, in the order given, before another one, or to the end. */
  move(ids: readonly number[], before: number | undefined): void {
    const moved = this.#take(ids.filter((id) => id !== before));
    const index = before === undefined ? -1 : this.#indexOf(before);
    const at = index < 0 ? this.#items.length : index;
    const [only, ...others] = moved;
    // Mostly it is one, for which nothing is copied.
    if (only !== undefined && others.length === 0) this.#items.splice(at, 0, only);
    else {
      // Not spread as arguments: a list may have more items than a call may have.
      const rest = this.#items.splice(at);
      for (const part of [moved, rest]) for (const item of part) this.#items.push(item);
    }
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
