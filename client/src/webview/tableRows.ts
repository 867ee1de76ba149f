import type { TableRule } from '../../../server/src/features/firewallTable.ts';
import { h } from './dom.ts';
import { type Column, columns, inSight, rowAfter, type Selection, stateClass } from './tableModel.ts';
import { t } from './texts.ts';

interface Handlers {
  /** A row is marked; undefined where none is. */
  readonly marked: (rule: TableRule | undefined) => void;
  /** The mark was moved by the keyboard. */
  readonly moved: () => void;
  /** Its line is wanted. */
  readonly open: (rule: TableRule) => void;
  /** The key for the filter. */
  readonly search: () => void;
}

/**
 * A grid of which only the rows in sight are drawn, so that thousands are no matter. One row is marked; the keyboard
 * moves the mark, and a screen reader follows it by `aria-activedescendant`.
 */
export class TableRows {
  readonly element: HTMLElement;
  readonly #handlers: Handlers;
  readonly #columns = h('colgroup');
  readonly #heads = h('tr', { 'aria-rowindex': 1 });
  readonly #body = h('tbody');
  readonly #grid: HTMLTableElement;
  #shown: readonly TableRule[] = [];
  #layout: readonly Column[] = [];
  #marked = -1;
  #drawn = '';

  constructor(handlers: Handlers) {
    this.#handlers = handlers;
    this.#grid = h(
      'table',
      {
        role: 'grid',
        tabindex: 0,
        class: 'rules',
        'aria-label': t('Firewall rules'),
        'aria-readonly': 'true',
        keydown: (event) => this.#key(event as KeyboardEvent),
        click: (event) => this.#click(event),
      },
      this.#columns,
      h('thead', {}, this.#heads),
      this.#body,
    );
    this.element = h('div', { class: 'scroller', scroll: () => this.#draw() }, this.#grid);
    new ResizeObserver(() => this.#draw()).observe(this.element);
  }

  /**
   * Columns and their widths come from all rules of the menu and chain, so that a filter moves nothing about. Without a
   * rule to mark the mark stays where it was.
   */
  show(all: readonly TableRule[], shown: readonly TableRule[], selection: Selection, rule?: TableRule): void {
    const wanted = rule ?? this.#shown[this.#marked];
    this.#shown = shown;
    this.#setColumns(columns(all, selection));
    this.#grid.setAttribute('aria-rowcount', String(shown.length + 1));
    this.#setMark(wanted === undefined ? -1 : shown.findIndex((one) => isSame(one, wanted)));
  }

  /** Marks a rule and brings it in sight; none where it is not shown. */
  mark(rule: TableRule | undefined): void {
    this.#setMark(rule === undefined ? -1 : this.#shown.indexOf(rule));
    if (this.#marked >= 0) this.#scrollTo(this.#marked);
  }

  focus(): void {
    this.#grid.focus();
    if (this.#marked < 0) this.mark(this.#shown[0]);
  }

  #setColumns(layout: readonly Column[]): void {
    this.#layout = layout;
    const widths = layout.map(({ width }) => {
      const column = h('col');
      // Not as an attribute: the policy of the page takes no style of its elements.
      column.style.width = `${width + 3}ch`;
      return column;
    });
    this.#columns.replaceChildren(...widths);
    this.#heads.replaceChildren(...layout.map(({ head }) => h('th', { scope: 'col' }, head)));
    this.#grid.style.width = `${layout.reduce((sum, { width }) => sum + width + 3, 0)}ch`;
  }

  #setMark(index: number): void {
    this.#marked = index;
    this.#handlers.marked(this.#shown[index]);
    this.#drawn = '';
    this.#draw();
  }

  #scrollTo(index: number): void {
    const height = this.#rowHeight();
    const head = this.#heads.offsetHeight;
    const { scrollTop, clientHeight } = this.element;
    if (index * height < scrollTop) this.element.scrollTop = index * height;
    else if ((index + 1) * height + head > scrollTop + clientHeight)
      this.element.scrollTop = (index + 1) * height + head - clientHeight;
  }

  /** All rows are of one height, which hangs on the font. */
  #rowHeight(): number {
    return Math.max(1, this.#heads.getBoundingClientRect().height);
  }

  #draw(): void {
    const height = this.#rowHeight();
    const { first, end } = inSight(this.element.scrollTop, this.element.clientHeight, height, this.#shown.length);
    const drawn = `${first} ${end} ${height}`;
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const rows = this.#shown.slice(first, end).map((rule, index) => this.#row(rule, first + index));
    this.#body.replaceChildren(spacer(first * height), ...rows, spacer((this.#shown.length - end) * height));
    const isMarkDrawn = this.#marked >= first && this.#marked < end;
    if (isMarkDrawn) this.#grid.setAttribute('aria-activedescendant', idOf(this.#marked));
    else this.#grid.removeAttribute('aria-activedescendant');
  }

  #row(rule: TableRule, index: number): HTMLElement {
    return h(
      'tr',
      {
        id: idOf(index),
        class: stateClass(rule),
        'aria-rowindex': index + 2,
        'aria-selected': String(index === this.#marked),
        'data-index': index,
      },
      ...this.#layout.map((column) => {
        const text = column.text(rule);
        return h('td', { title: text.length > column.width ? text : undefined }, text);
      }),
    );
  }

  #click({ target }: Event): void {
    const row = target instanceof Element ? target.closest<HTMLElement>('tr[data-index]') : null;
    if (row === null) return;
    this.#setMark(Number(row.dataset.index));
    this.#open();
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.#rowHeight()) - 2);
    const next = rowAfter(event.key, this.#marked, this.#shown.length, page);
    if (next !== undefined) {
      this.#handlers.moved();
      this.mark(this.#shown[next]);
    } else if (event.key === 'Enter') this.#open();
    else if (event.key === '/') this.#handlers.search();
    else return;
    event.preventDefault();
  }

  #open(): void {
    const rule = this.#shown[this.#marked];
    if (rule !== undefined) this.#handlers.open(rule);
  }
}

/** The same rule in another version of the script. */
function isSame(a: TableRule, b: TableRule): boolean {
  return a.family === b.family && a.table === b.table && a.chain === b.chain && a.number === b.number;
}

function idOf(index: number): string {
  return `rule-${index}`;
}

/** Stands for the rows that are not drawn. */
function spacer(height: number): HTMLElement {
  const row = h('tr', { role: 'presentation', class: 'spacer' }, h('td', { role: 'presentation' }));
  row.style.height = `${height}px`;
  return row;
}
