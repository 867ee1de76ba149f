import type { FirewallTable, TableRule } from '../../../server/src/features/firewallTable.ts';
import type { ViewData } from '../views/messages.ts';
import { button, h } from './dom.ts';
import type { Host } from './host.ts';
import type { Reveal } from './linePlace.ts';
import { TableControls } from './tableControls.ts';
import { tableDetail } from './tableDetail.ts';
import { menuOf, menus, selected, summary } from './tableModel.ts';
import { TableRows } from './tableRows.ts';
import { t } from './texts.ts';
import { emptyState, viewFoot, viewHead } from './viewFrame.ts';

/** The rules of a firewall as WinBox lists them: chosen by menu, chain and words; the row of the cursor is marked. */
export class TableView {
  readonly #host: Host;
  readonly #root: HTMLElement;
  readonly #reveal: Reveal = (line, file) => this.#host.send({ type: 'reveal', line, file });
  readonly #top = h('div');
  readonly #summary = h('p', { role: 'status', class: 'summary' });
  readonly #none = h('div');
  readonly #detail = h('section', { class: 'detail', 'aria-label': t('The rule that is chosen') });
  readonly #rows: TableRows;
  readonly #controls: TableControls;
  #script = '';
  /** What the script is called in places, where its router has several files. */
  #file: string | undefined;
  #table: FirewallTable = { rules: [], omitted: 0, opaque: [] };
  #line = 0;
  /** Whether the mark follows the cursor of the editor; it does not once it was moved here. */
  #isAtCursor = true;

  constructor(host: Host, root: HTMLElement) {
    this.#host = host;
    this.#root = root;
    this.#rows = new TableRows({
      marked: (rule) => this.#detail.replaceChildren(...tableDetail(rule, this.#reveal)),
      moved: () => {
        this.#isAtCursor = false;
      },
      open: ({ line, file }) => {
        if (line !== null) this.#reveal(line, file);
      },
      search: () => this.#controls.focus(),
    });
    this.#controls = new TableControls(
      () => this.#select(),
      () => this.#rows.focus(),
    );
  }

  show({ script, answer }: Extract<ViewData, { kind: 'table' }>): void {
    const isOther = script !== this.#script;
    this.#script = script;
    this.#file = answer.file;
    this.#table = answer.table;
    document.body.classList.add('filling');
    this.#top.replaceChildren(
      viewHead(script, answer.importStop, this.#reveal),
      ...this.#notes().map((text) => h('p', { class: 'doubtful' }, text)),
    );
    if (answer.table.rules.length === 0) {
      this.#root.replaceChildren(this.#top, ...this.#empty());
      return;
    }
    this.#controls.offer(menus(answer.table.rules), isOther);
    if (!this.#rows.element.isConnected)
      this.#root.replaceChildren(
        this.#top,
        this.#controls.element,
        this.#summary,
        this.#none,
        this.#rows.element,
        this.#detail,
        viewFoot(this.#host),
      );
    if (isOther) this.#follow();
    this.#select();
  }

  /** The row of the rule in the line is marked; where another menu or chain is shown, that of the rule is. */
  point(line: number): void {
    if (line === this.#line && this.#isAtCursor) return;
    this.#line = line;
    this.#isAtCursor = true;
    const before = this.#controls.selection;
    this.#follow();
    if (this.#controls.selection !== before) this.#select();
    this.#rows.mark(this.#ruleAtCursor());
  }

  #follow(): void {
    const rule = this.#ruleAtCursor();
    if (rule !== undefined) this.#controls.follow(menuOf(rule), rule.chain);
  }

  #ruleAtCursor(): TableRule | undefined {
    const line = this.#line;
    return this.#table.rules.find(
      (rule) => rule.line !== null && rule.file === this.#file && rule.line <= line && line <= (rule.lastLine ?? 0),
    );
  }

  #select(): void {
    const { selection } = this.#controls;
    const inMenu = selected(this.#table.rules, { ...selection, text: '' });
    const shown = selected(inMenu, selection);
    this.#summary.replaceChildren(summary(inMenu, shown.length));
    this.#none.replaceChildren(...(shown.length > 0 ? [] : this.#nothing(selection.text)));
    this.#rows.show(inMenu, shown, selection, this.#isAtCursor ? this.#ruleAtCursor() : undefined);
  }

  #nothing(text: string): HTMLElement[] {
    return [
      h('p', {}, t('No rule has “{0}”.', text)),
      button(t('Clear the filter'), () => this.#controls.clear(), { class: 'main' }),
    ];
  }

  #notes(): string[] {
    const { opaque, omitted } = this.#table;
    return [
      ...opaque.map((menu) => t('The script changes {0} in ways that cannot be followed.', menu)),
      ...(omitted > 0 ? [t('{0} further rules are not shown.', omitted)] : []),
    ];
  }

  #empty(): HTMLElement[] {
    return emptyState(t('There is no firewall rule in this script.'), t('Write a firewall with a port knock…'), () =>
      this.#host.send({ type: 'newKnock' }),
    );
  }
}
