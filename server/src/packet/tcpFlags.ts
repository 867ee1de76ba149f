import type { ConnectionState } from './packet.ts';

/**
 * The states that connection tracking gives to packets with such flags (`docs/facts/firewall.md#flags-and-states`), as
 * `fin,!syn` asks for them; undefined where they may be of any state, and where the text is not read.
 */
export function statesOfFlags(text: string): readonly ConnectionState[] | undefined {
  const set = new Set<string>();
  const clear = new Set<string>();
  for (const part of text.split(',')) {
    const flag = part.replace('!', '');
    if (!KNOWN.has(flag)) return undefined;
    (part.startsWith('!') ? clear : set).add(flag);
  }
  const fitting = POSSIBLE.filter((flags) =>
    COUNTED.every((flag) => (flags.includes(flag) ? !clear.has(flag) : !set.has(flag))),
  );
  if (fitting.length === 0) return ['invalid'];
  return fitting.some(begins) ? undefined : ['established', 'invalid'];
}

/** Flags that count for what is possible. */
const COUNTED = ['fin', 'syn', 'rst', 'ack', 'urg'] as const;
const KNOWN: ReadonlySet<string> = new Set([...COUNTED, 'psh', 'ece', 'cwr']);

/** All combinations that a packet can have without being invalid for its flags alone. */
const POSSIBLE: readonly (readonly string[])[] = [
  ...[['syn'], ['syn', 'urg'], ['syn', 'ack'], ['rst'], ['rst', 'ack']],
  ...[['fin', 'ack'], ['fin', 'ack', 'urg'], ['ack'], ['ack', 'urg']],
];

/** A first packet, or one in the middle of a connection that the router has not seen begin. */
function begins(flags: readonly string[]): boolean {
  return flags.includes('syn')
    ? !flags.includes('ack')
    : flags.includes('ack') && !flags.includes('fin') && !flags.includes('rst');
}
