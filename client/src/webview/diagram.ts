import type { KnockView } from '../../../server/src/features/knockView/knockView.ts';
import { s } from './dom.ts';
import { layout, SMALLEST } from './layout.ts';
import type { Reveal } from './linePlace.ts';
import { t } from './texts.ts';

/** A knock as a picture. What it shows is also said in words beside it, so that it is one picture to a screen reader. */
export class Diagram {
  readonly svg: SVGSVGElement;
  readonly #boxes = new Map<
    string,
    { readonly group: SVGGElement; readonly timer: SVGTextElement; readonly list: string | undefined }
  >();
  readonly #labels: {
    readonly element: SVGTextElement;
    readonly line: number | null;
    readonly file: string | undefined;
  }[] = [];

  constructor(view: KnockView, room: number, reveal: Reveal) {
    const { width, height, boxes, arrows } = layout(view, room);
    const marker = s(
      'marker',
      { id: 'head', viewBox: '0 0 8 8', refX: 6, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto' },
      s('path', { d: 'M0 0 L8 4 L0 8 Z', class: 'head' }),
    );
    this.svg = s(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', class: 'diagram' },
      s('title', {}, view.title),
      s('defs', {}, marker),
    );
    // Smaller than this its text could not be read; what does not fit then is scrolled.
    this.svg.style.minWidth = `${Math.round(width * SMALLEST)}px`;
    for (const { path, kind, labels } of arrows) {
      const faulty = labels.some((label) => label.faulty);
      this.svg.append(
        s('path', { d: path, class: `arrow ${kind}${faulty ? ' faulty' : ''}`, 'marker-end': 'url(#head)' }),
      );
    }
    for (const { id, kind, list, label, x, y, width: w, height: tall } of boxes) {
      const timer = s('text', { x: x + w - 8, y: y + 22, 'text-anchor': 'end', class: 'timer' });
      const group = s(
        'g',
        { class: `state ${kind}` },
        s('rect', { x, y, width: w, height: tall, rx: kind === 'start' || kind === 'open' ? 17 : 4 }),
        s('text', { x: x + 12, y: y + 22 }, label),
        timer,
      );
      this.#boxes.set(id, { group, timer, list });
      this.svg.append(group);
    }
    for (const { text, x, y, line, file, faulty } of arrows.flatMap(({ labels }) => labels)) {
      const element = s('text', { x, y, class: `label${faulty ? ' faulty' : ''}` }, text);
      if (line !== null) element.addEventListener('click', () => reveal(line, file));
      this.#labels.push({ element, line, file });
      this.svg.append(element);
    }
  }

  /** Marks what stands in this line of the script, which places call so. */
  point(line: number, own: string | undefined): void {
    for (const label of this.#labels)
      label.element.classList.toggle('current', label.line === line && label.file === own);
  }

  /** Brings the furthest state that is lit in sight, above what hides the page from there on. */
  keepInSight(hidden: () => number): void {
    const lit = [...this.#boxes.values()].filter(({ group }) => group.classList.contains('lit')).at(-1)?.group;
    if (lit === undefined) return;
    lit.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const below = lit.getBoundingClientRect().bottom + MARGIN - hidden();
    if (below > 0) window.scrollBy(0, below);
  }

  /** Lights the states in which the source is; `seconds` are what is left of each list, null where it stays. */
  light(lists: ReadonlyMap<string, number | null> | undefined, isOpen: boolean): void {
    for (const { group, timer, list } of this.#boxes.values()) {
      const kind = group.classList;
      const on = list === undefined ? undefined : lists?.get(list);
      const lit = kind.contains('start') ? lists?.size === 0 : kind.contains('open') ? isOpen : on !== undefined;
      kind.toggle('lit', lit);
      timer.textContent = on === undefined ? '' : on === null ? t('stays') : `${on.toFixed(1)} s`;
    }
  }
}

/** Pixels between what is lit and what hides the page. */
const MARGIN = 12;

/** The picture by itself, with its colours in it. */
export function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  for (const [index, element] of copies.entries()) {
    const style = getComputedStyle(originals[index] as Element);
    for (const name of STYLES) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute('class');
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const background = s('rect', {
    width: '100%',
    height: '100%',
    fill: getComputedStyle(document.body).backgroundColor,
  });
  copy.insertBefore(background, copy.firstChild);
  return new XMLSerializer().serializeToString(copy);
}

const STYLES = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-family', 'font-size', 'font-weight'];

/** The same as a PNG, twice as large, for sharp edges. */
export async function png(svg: SVGSVGElement): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  const { width, height } = svg.viewBox.baseVal;
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('The picture could not be made.')) : resolve(blob)));
  });
}
