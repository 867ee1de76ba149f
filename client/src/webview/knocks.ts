import type { KnockView } from '../../../server/src/features/knockView/knockView.ts';
import type { ImportStop } from '../../../server/src/reports/importReport.ts';
import type { ViewData } from '../views/messages.ts';
import { Diagram, png, standalone } from './diagram.ts';
import { button, choice, h } from './dom.ts';
import type { Host } from './host.ts';
import { isNarrowRoom } from './layout.ts';
import { type Reveal, shortLine } from './linePlace.ts';
import { Player } from './player.ts';
import { t } from './texts.ts';
import { emptyState, viewFoot, viewHead } from './viewFrame.ts';

/** The knocks of a script, one at a time: the picture, the player, what it withstands, how to knock. */
export class KnocksView {
  readonly #host: Host;
  readonly #root: HTMLElement;
  #views: readonly KnockView[] = [];
  #importStop: ImportStop | null = null;
  #script = '';
  /** What the script is called in places, where its router has several files. */
  #file: string | undefined;
  #shown = 0;
  #line = 0;
  #isNarrow = false;
  #diagram: Diagram | undefined;
  #player: Player | undefined;

  constructor(host: Host, root: HTMLElement) {
    this.#host = host;
    this.#root = root;
    // A panel that is made narrow or wide gets the other layout; one that is hidden has no width, and keeps its own.
    new ResizeObserver(() => {
      if (this.#diagram === undefined || root.clientWidth === 0) return;
      if (isNarrowRoom(roomIn(root)) !== this.#isNarrow) this.#draw();
    }).observe(root);
  }

  show({ script, answer }: Extract<ViewData, { kind: 'knocks' }>): void {
    this.#views = answer.views;
    this.#importStop = answer.importStop;
    this.#script = script;
    this.#file = answer.file;
    this.#shown = Math.max(0, Math.min(this.#shown, answer.views.length - 1));
    this.#draw();
  }

  /** The knock to which the line belongs comes to the front, and its place in the picture is marked. */
  point(line: number): void {
    this.#line = line;
    const holds = (view: KnockView | undefined): boolean =>
      view?.moves.some((move) => move.line === line && move.file === this.#file) === true;
    const found = this.#views.findIndex(holds);
    if (found >= 0 && !holds(this.#views[this.#shown])) {
      this.#shown = found;
      this.#draw();
    }
    this.#diagram?.point(line, this.#file);
  }

  #draw(): void {
    this.#player?.stop();
    const view = this.#views[this.#shown];
    const reveal: Reveal = (line, file) => this.#host.send({ type: 'reveal', line, file });
    const head = viewHead(this.#script, this.#importStop, reveal);
    if (view === undefined) {
      this.#root.replaceChildren(
        head,
        ...emptyState(t('There is no port knock in this script.'), t('Write a port knock…'), () =>
          this.#host.send({ type: 'newKnock' }),
        ),
      );
      return;
    }
    const room = roomIn(this.#root);
    this.#isNarrow = isNarrowRoom(room);
    this.#diagram = new Diagram(view, room, reveal);
    this.#player = new Player(this.#host, view, this.#shown, this.#diagram, reveal);
    const picker = choice(
      t('Knock'),
      this.#views.map(({ title, grant }, index) => [String(index), `${index + 1}. ${title} (${grant})`] as const),
      String(this.#shown),
      (index) => {
        this.#shown = Number(index);
        this.#draw();
      },
    );
    const works = view.verdict === 'works';
    this.#root.replaceChildren(
      head,
      ...(this.#views.length > 1 ? [picker] : []),
      h(
        'p',
        { class: `verdict ${works ? (view.weakness === null ? 'good' : 'weak') : 'bad'}` },
        h('strong', {}, works ? t('{0}: works.', view.title) : `${view.title}.`),
        ` ${view.reason}`,
        ...(view.weakness === null ? [] : [' ', h('strong', {}, view.weakness)]),
      ),
      h('div', { class: 'picture', tabindex: 0, role: 'group', 'aria-label': t('Diagram') }, this.#diagram.svg),
      ...(view.programmes.length > 0 ? [this.#player.element] : []),
      h('h2', {}, t('Steps')),
      h(
        'div',
        { class: 'wide', tabindex: 0, role: 'group', 'aria-label': t('Steps') },
        steps(view, this.#file, reveal),
      ),
      ...(view.strength.length > 0 ? [h('h2', {}, t('Strength')), list(view.strength)] : []),
      ...(view.commands.length > 0 ? [h('h2', {}, t('How to knock')), this.#commands(view)] : []),
      this.#export(view),
    );
    this.#diagram.point(this.#line, this.#file);
    this.#diagram.light(new Map(), false);
  }

  #commands(view: KnockView): HTMLElement {
    const copy = (text: string): void => this.#host.send({ type: 'copy', text });
    return h(
      'dl',
      { class: 'commands' },
      ...view.commands.flatMap(({ client, text }) => [
        h('dt', {}, client),
        h(
          'dd',
          {},
          h('code', {}, text),
          button(t('Copy'), () => copy(text), { 'aria-label': t('Copy for {0}', client) }),
        ),
      ]),
    );
  }

  #export(view: KnockView): HTMLElement {
    return viewFoot(
      this.#host,
      button(t('Copy as Mermaid'), () => this.#host.send({ type: 'copy', text: view.mermaid })),
      button(t('Copy as image'), () => void this.#copyImage()),
    );
  }

  async #copyImage(): Promise<void> {
    const svg = this.#diagram?.svg;
    if (svg === undefined) return;
    try {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': png(svg) })]);
    } catch {
      // Not every host gives a page the clipboard.
      this.#host.send({ type: 'save', svg: standalone(svg) });
    }
  }
}

/** Pixels beside each other; a page that is not shown yet has none, and is taken for a wide one. */
function roomIn({ clientWidth }: HTMLElement): number {
  return clientWidth > 0 ? clientWidth : Number.POSITIVE_INFINITY;
}

/** What the picture shows, in words. */
function steps({ moves, states }: KnockView, own: string | undefined, reveal: Reveal): HTMLElement {
  const name = (id: string): string => {
    const state = states.find((one) => one.id === id);
    return state?.kind === 'start' ? t('no list') : state?.kind === 'open' ? t('access granted') : (state?.list ?? '');
  };
  const kinds = { knock: t('knock'), gate: t('gate'), trap: t('trap'), release: t('ban') };
  const heads = [t('Part'), t('Packet'), t('From'), t('To'), t('For'), t('Line')];
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
    h(
      'tbody',
      {},
      ...moves.map(({ kind, packet, from, to, stays, line, file, fault, enabled }) => {
        const wrong = enabled ? fault : t('disabled');
        return h(
          'tr',
          { class: wrong === null ? undefined : 'faulty' },
          h('td', {}, kinds[kind]),
          h('td', {}, packet, ...(wrong === null ? [] : [h('em', {}, ` ${wrong}`)])),
          h('td', {}, name(from)),
          h('td', {}, name(to)),
          h('td', {}, stays ?? ''),
          h(
            'td',
            {},
            line === null
              ? ''
              : button(shortLine({ line, ...(file && { file }) }, own), () => reveal(line, file), {
                  'aria-label': t('Go to line {0}', line),
                }),
          ),
        );
      }),
    ),
  );
}

function list(lines: readonly string[]): HTMLElement {
  return h('ul', {}, ...lines.map((line) => h('li', {}, line)));
}
