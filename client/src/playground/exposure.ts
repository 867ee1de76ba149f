/** What is open from where: a list for each side, what is open first. */
import type { ExposureAnswer, WhyNotAnswer } from '../../../server/src/lsp/protocol.ts';
import { REPORTS } from '../../../server/src/lsp/protocol.ts';
import type { CellEntry, ExposureEntry } from '../../../server/src/reports/jsonOutput.ts';
import { button, h } from '../webview/dom.ts';
import type { ViewHost } from './viewHost.ts';

type Origin = ExposureEntry['origins'][number];
type Target = ExposureEntry['targets'][number];

const ORDER: readonly CellEntry['state'][] = ['open', 'limited', 'after knock', 'depends', 'closed'];

export class ExposureView {
  readonly #host: ViewHost;
  readonly #root: HTMLElement;
  #asked = 0;

  constructor(host: ViewHost, root: HTMLElement) {
    this.#host = host;
    this.#root = root;
  }

  async show(): Promise<void> {
    const asked = ++this.#asked;
    const answer = await this.#host.question<Exclude<ExposureAnswer, { fault: string }>>(REPORTS.exposure, {});
    if (asked !== this.#asked) return;
    if ('fault' in answer) this.#root.replaceChildren(h('p', { class: 'bad' }, answer.fault));
    else this.#draw(answer.exposure);
  }

  #draw(exposure: ExposureEntry): void {
    const { origins, notes } = exposure;
    this.#root.replaceChildren(
      ...(origins.length === 0 ? [h('p', {}, 'This script has nothing that could be open.')] : []),
      ...origins.map((origin, index) => this.#origin(exposure, origin, index === 0)),
      ...(notes.length === 0 ? [] : [h('h2', {}, 'Notes'), h('ul', {}, ...notes.map((note) => h('li', {}, note)))]),
    );
  }

  #origin({ cells, targets }: ExposureEntry, origin: Origin, isFirst: boolean): HTMLElement {
    const own = cells.filter(({ from }) => from === origin.id);
    const list = (wanted: readonly CellEntry[]): HTMLElement =>
      h('ul', { class: 'cells' }, ...wanted.map((cell) => this.#cell(cell, targetOf(cell, targets))));
    const open = ORDER.slice(0, -1).flatMap((state) => own.filter((cell) => cell.state === state));
    const closed = own.filter(({ state }) => state === 'closed');
    const also = origin.also.length === 0 ? [] : [h('p', {}, `The same from ${origin.also.join(', ')}.`)];
    return h(
      'details',
      { open: isFirst },
      h('summary', {}, `From ${origin.name}: ${open.length === 0 ? 'nothing is open' : `${open.length} open`}`),
      ...(origin.because === null ? [] : [h('p', { class: 'doubtful' }, origin.because)]),
      ...also,
      list(open),
      ...(closed.length === 0 ? [] : [h('details', {}, h('summary', {}, `${closed.length} closed`), list(closed))]),
    );
  }

  #cell(cell: CellEntry, target: Target | undefined): HTMLElement {
    const { state, by, knock, packets, hangsOn } = cell;
    const what = state === 'after knock' ? `after the knock for ${knock ?? ''}` : state;
    const line = by?.line ?? null;
    const whyNot = h('div', { role: 'status' });
    return h(
      'li',
      { class: state === 'open' ? 'bad' : state === 'closed' ? 'good' : 'weak' },
      h('strong', {}, labelOf(cell, target)),
      ` ${what} `,
      line === null
        ? undefined
        : button(`line ${line}`, () => this.#host.send({ type: 'reveal', line }), { class: 'line' }),
      ...(hangsOn.length === 0 ? [] : [h('p', { class: 'doubtful' }, `Depends on ${hangsOn.join(', ')}.`)]),
      h(
        'p',
        { class: 'controls' },
        ...(packets.length === 0
          ? []
          : [
              button(
                'Trace',
                () => this.#host.send({ type: 'trace', packets, lists: [] }),
                about('Trace', cell, target),
              ),
            ]),
        ...(state === 'closed' || state === 'after knock'
          ? [button('Why not?', () => void this.#whyNot(cell, whyNot), about('Why not', cell, target))]
          : []),
        ...this.#expect(cell, target, line),
      ),
      whyNot,
    );
  }

  /** Where all packets of a cell meet the same fate, that can be expected. */
  #expect(cell: CellEntry, target: Target | undefined, line: number | null): HTMLElement[] {
    const { family, from, filter } = cell;
    if ((filter !== 'accepted' && filter !== 'refused') || target === undefined || target.kind === 'network') return [];
    const expectation = `${family} ${from} -> ${target.traffic} => ${filter}`;
    const save = (): void => this.#host.send({ type: 'expect', expectations: [expectation], line });
    return [button('Expect', save, about('Expect', cell, target))];
  }

  async #whyNot({ from, to, family }: CellEntry, into: HTMLElement): Promise<void> {
    const answer = await this.#host.question<Exclude<WhyNotAnswer, { fault: string }>>(REPORTS.whyNot, {
      from,
      to,
      family,
    });
    if ('fault' in answer) return into.replaceChildren(h('p', {}, answer.fault));
    const { reason, commands, packet } = answer;
    into.replaceChildren(
      h('p', {}, reason),
      ...(commands.length === 0
        ? []
        : [h('p', {}, 'This would open it:'), h('pre', { tabindex: 0 }, commands.join('\n'))]),
      ...(packet === undefined ? [] : [h('p', {}, `This packet gets through then: ${packet}`)]),
    );
  }
}

function targetOf({ to, family }: CellEntry, targets: readonly Target[]): Target | undefined {
  const fitting = targets.filter(({ id }) => id === to);
  return fitting.find(({ protocol }) => family === 'ipv6' || protocol !== 'icmpv6') ?? fitting[0];
}

function labelOf({ to, family }: CellEntry, target: Target | undefined): string {
  const ports = target?.kind === 'service' ? ` ${target.protocol ?? ''} ${target.ports ?? ''}` : '';
  return `${target?.name ?? to}${ports}${family === 'ipv6' ? ', IPv6' : ''}`;
}

/** Many buttons are called the same; who hears them one by one hears what each is about. */
function about(what: string, cell: CellEntry, target: Target | undefined): { readonly 'aria-label': string } {
  return { 'aria-label': `${what}: ${labelOf(cell, target)} from ${cell.from}` };
}
