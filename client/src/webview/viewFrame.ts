/** What all views have in common: the head with its banner, lines of packets, and the way to the text at the end. */

import type { ImportStop } from '../../../server/src/reports/importReport.ts';
import type { LinePlace } from '../../../server/src/reports/jsonOutput.ts';
import { button, h } from './dom.ts';
import type { Host } from './host.ts';
import { lineText, type Reveal } from './linePlace.ts';
import { t } from './texts.ts';

/** The name of the script, and whether the router would take it at all. */
export function viewHead(script: string, stop: ImportStop | null, reveal: Reveal): HTMLElement {
  return h('header', {}, h('h1', {}, script), ...importBanner(stop, reveal));
}

/** A packet as one can trace it, and what can be done with it. */
export function packetLine(packet: string, ...beside: (HTMLElement | undefined)[]): HTMLElement {
  return h('div', { class: 'packet' }, h('code', {}, packet), ...beside);
}

/** Leads to a line of the script, or of another file of its router. */
export function lineLink(place: LinePlace & { readonly line: number }, reveal: Reveal): HTMLElement {
  return button(lineText(place), () => reveal(place.line, place.file), { class: 'line' });
}

/** Says that there is nothing to see, and what can be done about it. */
export function emptyState(text: string, action: string, act: () => void): HTMLElement[] {
  return [h('p', {}, text), h('p', { class: 'controls' }, button(action, act, { class: 'main' }))];
}

/** Ways on at the end of a view. */
export function viewFoot(host: Host, ...further: HTMLElement[]): HTMLElement {
  const asText = button(t('Open as text'), () => host.send({ type: 'text' }));
  return h('p', { class: 'controls' }, ...further, asText);
}

/** Above all that a view shows of a script: the router would not import it as it is. */
function importBanner(stop: ImportStop | null, reveal: Reveal): HTMLElement[] {
  if (stop === null) return [];
  const { line, message } = stop;
  return [
    h(
      'p',
      { class: 'banner', role: 'note' },
      h('strong', {}, t('RouterOS would not import this file as it is.')),
      ' ',
      lineLink({ line }, reveal),
      `: ${message} `,
      t('What is shown here reads the file as if that were repaired.'),
    ),
  ];
}
