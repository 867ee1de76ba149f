import type { Frame, PlayState, Programme } from '../../../server/src/features/knockView/knockPlayer.ts';
import type { KnockView } from '../../../server/src/features/knockView/knockView.ts';
import type { Diagram } from './diagram.ts';
import { button, choice, h } from './dom.ts';
import type { Host } from './host.ts';
import { lineText, type Reveal } from './linePlace.ts';
import { t } from './texts.ts';

/** Plays what the server's interpreter says of each packet; between two packets only the clock runs. */
export class Player {
  readonly element: HTMLElement;
  readonly #host: Host;
  readonly #knock: number;
  readonly #diagram: Diagram;
  readonly #reveal: Reveal;
  #programme: Programme;
  #rate = 1_000;
  #frames: Frame[] = [];
  #next: PlayState | null | undefined;
  #total = 0;
  /** The frame that is shown; -1 before the first packet. */
  #at = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #animation: number | undefined;
  /** Answers to questions that were asked before the last reset are late. */
  #generation = 0;
  readonly #play = button(t('Play'), () => (this.#timer === undefined ? void this.#run() : this.stop()));
  readonly #slider = h('input', {
    type: 'range',
    min: -1,
    value: -1,
    'aria-label': t('Packet'),
    input: () => this.#seek(),
  });
  readonly #progress = h('p', { class: 'progress' });
  readonly #said = h('p', { role: 'status', class: 'said' });

  constructor(host: Host, view: KnockView, knock: number, diagram: Diagram, reveal: Reveal) {
    this.#host = host;
    this.#knock = knock;
    this.#diagram = diagram;
    this.#reveal = reveal;
    this.#programme = view.programmes[0] ?? 'genuine';
    const names: Record<Programme, string> = {
      genuine: t('the knock'),
      ascending: t('ascending sweep'),
      descending: t('descending sweep'),
      random: t('scan in random order'),
    };
    const rates = [1_000, 20_000].map((rate) => [String(rate), t('{0} packets/s', rate.toLocaleString('en'))] as const);
    this.element = h(
      'section',
      { class: 'player', 'aria-label': t('Player') },
      h(
        'div',
        { class: 'controls' },
        choice(
          t('Send'),
          view.programmes.map((programme) => [programme, names[programme]] as const),
          this.#programme,
          (programme) => {
            this.#programme = programme;
            this.reset();
          },
        ),
        choice(t('Rate of a scan'), rates, '1000', (rate) => {
          this.#rate = Number(rate);
          this.reset();
        }),
        this.#play,
        button(t('Step'), () => void this.#step()),
        button(t('Back'), () => this.#go(this.#at - 1)),
        button(t('Reset'), () => this.reset()),
      ),
      this.#slider,
      this.#progress,
      this.#said,
    );
    this.reset();
  }

  reset(): void {
    this.stop();
    this.#generation++;
    this.#frames = [];
    this.#next = undefined;
    this.#total = 0;
    this.#show(-1);
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#animation !== undefined) cancelAnimationFrame(this.#animation);
    this.#timer = undefined;
    this.#animation = undefined;
    this.#play.textContent = t('Play');
  }

  async #run(): Promise<void> {
    const { generation } = { generation: this.#generation };
    if (this.#at >= 0 && this.#at === this.#frames.length - 1 && this.#next === null) this.#show(-1);
    this.#play.textContent = t('Pause');
    const tick = async (): Promise<void> => {
      const before = this.#frames[this.#at];
      const after = await this.#frame(this.#at + 1);
      if (generation !== this.#generation || this.#timer === undefined) return;
      if (after === undefined) {
        this.stop();
        return;
      }
      const pause = before === undefined ? 0 : Math.min(LONGEST_PAUSE, (after.at - before.at) * 1000);
      if (before !== undefined) this.#animate(before, after, pause);
      this.#timer = setTimeout(() => {
        this.#show(this.#at + 1);
        void tick();
      }, pause);
    };
    this.#timer = setTimeout(() => void tick(), 0);
  }

  async #step(): Promise<void> {
    this.stop();
    if ((await this.#frame(this.#at + 1)) !== undefined) this.#show(this.#at + 1);
  }

  #seek(): void {
    this.stop();
    this.#show(Number(this.#slider.value));
  }

  #go(index: number): void {
    this.stop();
    this.#show(Math.max(-1, index));
  }

  /** Asks for more when it is not there yet; undefined at the end. */
  async #frame(index: number): Promise<Frame | undefined> {
    const generation = this.#generation;
    while (index >= this.#frames.length && this.#next !== null) {
      const answer = await this.#host.ask<'play'>({
        what: 'play',
        question: { knock: this.#knock, programme: this.#programme, rate: this.#rate, seed: SEED, from: this.#next },
      });
      if (generation !== this.#generation) return undefined;
      if ('fault' in answer) {
        this.#said.textContent = answer.fault;
        this.#next = null;
        return undefined;
      }
      this.#frames.push(...answer.frames);
      this.#next = answer.next;
      this.#total = answer.total;
      this.#slider.max = String(this.#frames.length - 1);
      const sent = answer.next?.sent;
      if (sent !== undefined) this.#progress.textContent = t('{0} packets sent …', sent.toLocaleString('en'));
    }
    return this.#frames[index];
  }

  #show(index: number): void {
    this.#at = index;
    this.#slider.value = String(index);
    const frame = this.#frames[index];
    if (frame === undefined) {
      this.#slider.max = String(this.#frames.length - 1);
      this.#diagram.light(new Map(), false);
      this.#progress.textContent = t('Press Step or Play to send the first packet.');
      this.#said.textContent = '';
      return;
    }
    this.#draw(frame, 0);
    this.#said.textContent = sentence(frame);
    this.#diagram.keepInSight(() => this.element.getBoundingClientRect().top);
    if (frame.line !== null) this.#reveal(frame.line, frame.file);
  }

  /** The timers as they are so many seconds after the packet. */
  #draw(frame: Frame, later: number): void {
    const lists = new Map<string, number | null>();
    for (const { name, seconds } of frame.lists) {
      if (seconds === null) lists.set(name, null);
      else if (seconds > later) lists.set(name, seconds - later);
    }
    this.#diagram.light(lists, frame.part === 'service' && frame.verdict === 'accept');
    const [sent, total] = [frame.sent, Math.max(this.#total, frame.sent)].map((count) => count.toLocaleString('en'));
    this.#progress.textContent = t('packet {0} of {1}, {2} s', sent ?? '', total ?? '', (frame.at + later).toFixed(1));
  }

  #animate(before: Frame, after: Frame, milliseconds: number): void {
    if (milliseconds < 50 || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const begin = performance.now();
    const draw = (now: number): void => {
      const share = Math.min(1, (now - begin) / milliseconds);
      if (share < 1 && this.#frames[this.#at] === before) {
        this.#draw(before, share * (after.at - before.at));
        this.#animation = requestAnimationFrame(draw);
      }
    };
    this.#animation = requestAnimationFrame(draw);
  }
}

/** Milliseconds from one packet to the next one that changes something, however long it takes in truth. */
const LONGEST_PAUSE = 900;
/** Of the random scan: the same each time, so that one can look twice. */
const SEED = 1;

function sentence(frame: Frame): string {
  const { shown, suppositions, part, verdict, line, lists, before } = frame;
  const what = suppositions.length === 0 ? shown : t('{0} with {1}', shown, suppositions.join(', '));
  const by = line === null ? t('at the end of the chain') : t('by {0}', lineText(frame));
  const fresh = lists.map(({ name }) => name).filter((name) => !before.includes(name));
  const ended = before.filter((name) => lists.every((list) => list.name !== name));
  const parts = [`${what}: ${verdict} ${by}`];
  if (fresh.length > 0) parts.push(t('now on {0}', fresh.join(', ')));
  if (ended.length > 0) parts.push(t('no longer on {0}', ended.join(', ')));
  if (part === 'service') parts.push(verdict === 'accept' ? t('the gate is open') : t('the gate stays shut'));
  return `${parts.join('; ')}.`;
}
