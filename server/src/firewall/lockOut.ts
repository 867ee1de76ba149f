import type { BoundCommand } from '../binding/boundCommand.ts';
import type { BoundScript } from '../binding/boundScript.ts';
import type { Assumption } from '../execution/assumption.ts';
import { execute } from '../execution/execute.ts';
import { parseIpv4, parseIpv6 } from '../packet/address.ts';
import type { Packet } from '../packet/packet.ts';
import { buildFirewall, type FirewallRule, isRefusal } from './firewall.ts';
import { type Doubt, type Judgement, Possibilities } from './possibilities.ts';

/** What becomes of a management session while the file runs, command by command. */
export interface SessionStage {
  /** The command after which it is so; undefined before the first one. */
  readonly command: BoundCommand | undefined;
  /** Whether packets of the running session come through, and who decides about them. */
  readonly running: Passage;
  /** Whether one could log in again. */
  readonly anew: Passage;
}

export interface Passage {
  readonly passes: boolean;
  readonly by: FirewallRule | undefined;
  /** What it hangs on that the file leaves open; nothing where it is certain. */
  readonly because: readonly Doubt[];
  readonly certain: boolean;
}

/**
 * The stages at which something changes for the session, in order. A script is applied from the top down on a router
 * that is in use: what the last line mends comes too late for who was cut off by an earlier one.
 */
export function lockOut(script: BoundScript, session: Packet, assumption?: Assumption): SessionStage[] {
  const stages: SessionStage[] = [];
  let looked = 0;
  const look = (command: BoundCommand | undefined, state: () => ReturnType<typeof execute>): void => {
    if (command !== undefined && !DECIDING.test(command.menu?.path ?? '')) return;
    // Each look costs a walk through all rules; a script of so many commands is looked at up to there.
    if (looked++ > MAX_LOOKS) return;
    const firewall = buildFirewall(state());
    const answer = passage(new Possibilities(firewall).send(answerTo(session), 'output'));
    const judged = (as: 'established' | 'new'): Passage => {
      const judgement = new Possibilities(firewall).send({ ...session, state: as });
      const there = passage(judgement);
      return there.passes && judgement.trace.hook === 'input' ? both(there, answer) : there;
    };
    const stage = { command, running: judged('established'), anew: judged('new') };
    const last = stages.at(-1);
    if (last === undefined || !isSame(last.running, stage.running) || !isSame(last.anew, stage.anew))
      stages.push(stage);
  };
  let started = false;
  execute(script, assumption, (command, state) => {
    if (!started) {
      // Before the first command the router lets in what it lets in by default: everything.
      stages.push({ command: undefined, running: OPEN, anew: OPEN });
      started = true;
    }
    look(command, state);
  });
  return stages;
}

/** What the router sends back. */
function answerTo(session: Packet): Packet {
  return {
    ...session,
    source: session.destination ?? SOMEWHERE[session.family],
    sourcePort: session.destinationPort,
    destination: session.source,
    destinationPort: session.sourcePort,
    icmp: session.icmp?.[0] === 8 ? [0, 0] : session.icmp,
    inInterface: undefined,
    outInterface: session.inInterface,
    state: 'established',
  };
}

/** An address of the router, where the session names none. */
const SOMEWHERE: Readonly<Record<Packet['family'], number | bigint>> = {
  ip: parseIpv4('192.168.88.1') as number,
  ipv6: parseIpv6('fe80::1') as bigint,
};

/** The way there is open; without the way back that is of no use. */
function both(there: Passage, back: Passage): Passage {
  if (back.passes && back.certain) return there;
  return { ...back, because: [...there.because, ...back.because], certain: there.certain && back.certain };
}

const DECIDING = /^\/ip(?:v6)?\/firewall\/(?:filter|raw|mangle|nat|address-list)$|^\/interface\/list\/member$/;
const MAX_LOOKS = 3_000;
const OPEN: Passage = { passes: true, by: undefined, because: [], certain: true };

function passage({ trace: { verdict, by }, because, certain }: Judgement): Passage {
  return { passes: !isRefusal(verdict), by, because, certain };
}

function isSame(a: Passage, b: Passage): boolean {
  return a.passes === b.passes && a.certain === b.certain;
}
