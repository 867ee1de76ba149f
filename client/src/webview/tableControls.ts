import { h } from './dom.ts';
import type { Menu, Selection } from './tableModel.ts';
import { t } from './texts.ts';

/** Above the table: which menu, which chain, which words. What was chosen stays while the script changes. */
export class TableControls {
  readonly element: HTMLElement;
  readonly #menu = h('select', { change: () => this.#choose({ menu: this.#menu.value, chain: '' }) });
  readonly #chain = h('select', { change: () => this.#choose({ chain: this.#chain.value }) });
  readonly #text = h('input', {
    type: 'text',
    spellcheck: 'false',
    title: t('/ in the table leads here, Escape back'),
    input: () => this.#choose({ text: this.#text.value }),
    keydown: (event) => this.#key(event as KeyboardEvent),
  });
  readonly #changed: () => void;
  readonly #leave: () => void;
  #menus: readonly Menu[] = [];
  selection: Selection = { menu: '', chain: '', text: '' };

  constructor(changed: () => void, leave: () => void) {
    this.#changed = changed;
    this.#leave = leave;
    const labelled = (text: string, control: HTMLElement): HTMLElement => h('label', {}, h('span', {}, text), control);
    this.element = h(
      'div',
      { class: 'controls' },
      labelled(t('Menu'), this.#menu),
      labelled(t('Chain'), this.#chain),
      labelled(t('Filter'), this.#text),
    );
  }

  /** What there is to choose from; for another script the choice begins anew. */
  offer(menus: readonly Menu[], anew: boolean): void {
    this.#menus = menus;
    if (anew) this.selection = { menu: this.#first(), chain: '', text: '' };
    this.#repair();
    this.#draw();
  }

  /** Shows the menu and the chain of a rule, unless it is shown already. */
  follow(menu: string, chain: string): void {
    const { selection } = this;
    if (selection.menu !== '' && selection.menu !== menu) this.selection = { ...selection, menu, chain: '' };
    else if (selection.chain !== '' && selection.chain !== chain) this.selection = { ...selection, chain };
    this.#draw();
  }

  clear(): void {
    this.#text.value = '';
    this.#choose({ text: '' });
    this.focus();
  }

  focus(): void {
    this.#text.focus();
    this.#text.select();
  }

  /** The filter of IPv4 is what most look for. */
  #first(): string {
    return (this.#menus.find(({ id }) => id === 'ip filter') ?? this.#menus[0])?.id ?? '';
  }

  /** A menu or chain that has no rule any more cannot stay chosen. */
  #repair(): void {
    const { menu, chain } = this.selection;
    const known = menu === '' ? undefined : this.#menus.find(({ id }) => id === menu);
    if (menu !== '' && known === undefined) this.selection = { ...this.selection, menu: this.#first(), chain: '' };
    else if (chain !== '' && !this.#chains().some(({ name }) => name === chain))
      this.selection = { ...this.selection, chain: '' };
  }

  #chains(): readonly { readonly name: string; readonly count: number }[] {
    return this.#menus.find(({ id }) => id === this.selection.menu)?.chains ?? [];
  }

  #choose(part: Partial<Selection>): void {
    this.selection = { ...this.selection, ...part };
    this.#draw();
    this.#changed();
  }

  #draw(): void {
    const { menu, chain, text } = this.selection;
    const total = this.#menus.reduce((sum, { count }) => sum + count, 0);
    fill(
      this.#menu,
      [
        ['', t('all menus ({0})', total)],
        ...this.#menus.map(({ id, name, count }) => [id, `${name} (${count})`] as const),
      ],
      menu,
    );
    fill(
      this.#chain,
      [['', t('all chains')], ...this.#chains().map(({ name, count }) => [name, `${name} (${count})`] as const)],
      chain,
    );
    if (this.#text.value !== text) this.#text.value = text;
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' && event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.key === 'Escape') this.#choose({ text: '' });
    this.#leave();
  }
}

/** New options only where they are others: a list that is open would close. */
function fill(select: HTMLSelectElement, options: readonly (readonly [string, string])[], chosen: string): void {
  const isSame =
    select.options.length === options.length &&
    options.every(([value, text], index) => {
      const option = select.options[index];
      return option?.value === value && option.text === text;
    });
  if (!isSame) select.replaceChildren(...options.map(([value, text]) => h('option', { value }, text)));
  select.value = chosen;
}
