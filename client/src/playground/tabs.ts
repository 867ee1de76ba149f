/** Tabs as the ARIA practices describe them: arrows go from one to the next, and one panel is shown. */

export class Tabs<Name extends string> {
  readonly #tabs = new Map<Name, HTMLButtonElement>();
  readonly #shown: (name: Name) => void;
  #current: Name;

  constructor(names: readonly Name[], shown: (name: Name) => void) {
    this.#shown = shown;
    this.#current = names[0] as Name;
    for (const [index, name] of names.entries()) {
      const tab = element<HTMLButtonElement>(`tab-${name}`);
      this.#tabs.set(name, tab);
      tab.addEventListener('click', () => this.show(name));
      tab.addEventListener('keydown', ({ key }) => {
        const next = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 }[key];
        const wanted = next === undefined ? undefined : names.at(next % names.length);
        if (wanted === undefined) return;
        this.show(wanted);
        this.#tabs.get(wanted)?.focus();
      });
    }
    this.#select();
  }

  get current(): Name {
    return this.#current;
  }

  show(name: Name): void {
    this.#current = name;
    this.#select();
    this.#shown(name);
  }

  /** What stands behind the title of a tab, such as a number. */
  note(name: Name, text: string): void {
    const tab = this.#tabs.get(name);
    if (tab === undefined) return;
    tab.dataset['title'] ??= tab.textContent ?? '';
    tab.textContent = `${tab.dataset['title']}${text === '' ? '' : ` (${text})`}`;
  }

  #select(): void {
    for (const [name, tab] of this.#tabs) {
      const isShown = name === this.#current;
      tab.setAttribute('aria-selected', String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
      element(`panel-${name}`).hidden = !isShown;
    }
  }
}

/** An element of the page that is always there. */
export function element<E extends HTMLElement = HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found as E;
}
