import { type Firewall, isRefusal } from '../firewall/firewall.ts';
import { Interpreter, supposing } from '../firewall/interpret.ts';
import type { Hook } from '../firewall/packetClasses.ts';
import type { Packet } from '../packet/packet.ts';
import type { Knock, KnockTest } from './knock.ts';

/** A sequence of packets that opens the one firewall and not the other, sent through the interpreter with both. */
export interface KnockChange {
  readonly kind: 'opens-now' | 'opens-no-more';
  readonly knock: Knock;
  readonly test: KnockTest;
}

export interface Knocking {
  readonly firewall: Firewall;
  readonly knocks: readonly Knock[];
}

/** The knocks that people who know them can no longer use, and those that are new. */
export function knockDiff(before: Knocking, after: Knocking): KnockChange[] {
  return [...missing('opens-no-more', before, after), ...missing('opens-now', after, before)];
}

/** Knocks of the one that do not open the other; a sequence that both know is shown once. */
function missing(kind: KnockChange['kind'], of: Knocking, other: Knocking): KnockChange[] {
  return of.knocks.flatMap((knock) => {
    const { test } = knock;
    return test === undefined || opens(test, other.firewall) ? [] : [{ kind, knock, test }];
  });
}

/** Whether what gets in at the end does so in this firewall. */
function opens({ knocks, service, opening }: KnockTest, firewall: Firewall): boolean {
  let holding: readonly string[] = [];
  const interpreter = new Interpreter(
    firewall,
    supposing(() => holding),
  );
  const hooks = opening.moves.flatMap((move): Hook[] => (move.kind === 'packet' ? [move.packet.hook] : []));
  const send = (packet: Packet, hook: Hook | undefined): boolean => !isRefusal(interpreter.send(packet, hook).verdict);
  knocks.forEach(({ packet, after, suppositions }, index) => {
    interpreter.wait(after);
    holding = suppositions;
    send(packet, hooks[index]);
  });
  holding = [];
  return send(service, opening.service.hook);
}
