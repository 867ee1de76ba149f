import type { Knock } from '../../knock/knock.ts';
import { type KnockState, knockGraph } from './knockGraph.ts';

/**
 * A knock as a state diagram in Mermaid. Names come out of a file, so that only letters that mean nothing in a diagram
 * are kept.
 */
export function knockDiagram(knock: Knock): string {
  const { states, moves } = knockGraph(knock);
  const name = (id: string): string => {
    const state = states.find((one) => one.id === id) as KnockState;
    return state.kind === 'start' ? '[*]' : state.id;
  };
  const declared = states.flatMap(({ kind, id, list }) => {
    if (kind === 'start') return [];
    const label = list === undefined ? 'let in' : `on ${plain(list)}`;
    return [`  state "${label}" as ${id}`, ...(kind === 'open' ? [`  ${id} --> [*]`] : [])];
  });
  const arrows = moves.map(({ from, to, kind, packet, stays, rule, fault }) => {
    const parts = [kind === 'trap' ? 'trap' : '', packet, stays ?? ''].filter((part) => part !== '').join(', ');
    const note = rule.enabled ? fault : 'disabled';
    return `  ${name(from)} --> ${name(to)}: ${plain(parts)}${note === undefined ? '' : ` (${note})`}`;
  });
  const head = ['stateDiagram-v2', '  direction LR', `  %% ${knock.verdict ?? 'not decided'}`];
  return `${[...head, ...new Set([...declared, ...arrows])].join('\n')}\n`;
}

function plain(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,/!()_+-]/gu, ' ').trim();
}
