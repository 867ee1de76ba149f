import { type FirewallRule, isRefusal, matcher } from '../../firewall/firewall.ts';
import { type Knock, type KnockFault, knockText } from '../../knock/knock.ts';
import { phrase } from '../../language/phrase.ts';
import { formatDuration, parseTime } from '../../packet/time.ts';

/** A knock as states and moves: the lists on which a source is, the packets that put it there, the gate, the traps. */
export interface KnockGraph {
  readonly states: readonly KnockState[];
  readonly moves: readonly KnockMove[];
}

export interface KnockState {
  readonly id: string;
  /** `start`: on no list; `open`: let in; `ban`: a list that a trap fills. */
  readonly kind: 'start' | 'list' | 'grant' | 'ban' | 'open';
  /** The address list; undefined for `start` and `open`. */
  readonly list: string | undefined;
}

export interface KnockMove {
  readonly from: string;
  readonly to: string;
  /** `release`: what a trap has listed is kept out until the entry ends. */
  readonly kind: 'knock' | 'gate' | 'trap' | 'release';
  /** The packet, in a few words. */
  readonly packet: string;
  /** How long the source then stays on the list, as text; undefined where no list is filled. */
  readonly stays: string | undefined;
  readonly rule: FirewallRule;
  /** What is wrong with this move, in a few words. */
  readonly fault: string | undefined;
}

export function knockGraph({ stages, grant, gates, traps, fault }: Knock): KnockGraph {
  const states = new Map<string, KnockState>();
  const moves: KnockMove[] = [];
  const state = (kind: KnockState['kind'], list?: string): string => {
    const key = list === undefined ? kind : `list ${list}`;
    const known = states.get(key) ?? { id: `s${states.size}`, kind, list };
    states.set(key, known);
    return known.id;
  };
  const from = (list: string | undefined): string => (list === undefined ? state('start') : state(kindOf(list), list));
  const kindOf = (list: string): KnockState['kind'] => (list === grant.list ? 'grant' : 'list');
  state('start');
  for (const [index, stage] of stages.entries()) {
    const { rule, listIn, listOut, timeout, conditions } = stage;
    const wrong = faultOf(fault, rule);
    // A stage that asks for none begins anew; drawn behind the one before, the gap would not be seen.
    moves.push({
      ...{ from: from(listIn), to: state(kindOf(listOut), listOut), kind: 'knock', rule, fault: wrong },
      ...{ packet: [knockText(stage), ...conditions].join(', '), stays: timeText(timeout) },
    });
    if (index === stages.length - 1) state('grant', grant.list);
  }
  for (const { rule } of gates) {
    const asked = [matcher(rule, 'protocol'), matcher(rule, 'dst-port')].flatMap((one) => one?.property.text ?? []);
    const packet = asked.length === 0 ? phrase`everything` : asked.join(' ');
    const to = state('open');
    moves.push({
      ...{ from: state('grant', grant.list), to, kind: 'gate', packet, stays: undefined, rule },
      fault: faultOf(fault, rule),
    });
  }
  if (fault?.kind === 'bypassed' && gates[0] !== undefined) {
    const rule = fault.by ?? gates[0].rule;
    const move = { from: state('start'), to: state('open'), kind: 'gate', stays: undefined, rule } as const;
    moves.push({ ...move, packet: phrase`the same`, fault: phrase`gets in without a knock` });
  }
  for (const { rule, list, refusals } of traps) {
    const asked = matcher(rule, 'src-address-list');
    const on = asked === undefined || asked.negated ? undefined : asked.text;
    const ports = matcher(rule, 'dst-port');
    const wrong = ports?.negated === true ? phrase`any port but ${ports.text}` : (ports?.text ?? phrase`any packet`);
    const to = state('ban', list);
    const stays = timeText(rule.item.properties.get('address-list-timeout')?.text);
    // A list of another knock is no state of this one.
    const isOwn = on === undefined || states.has(`list ${on}`);
    const packet = isOwn ? wrong : phrase`${wrong}, on ${on}`;
    moves.push({
      from: isOwn ? from(on) : state('start'),
      to,
      kind: 'trap',
      packet,
      stays,
      rule,
      fault: faultOf(fault, rule),
    });
    const refusal = refusals.find(({ action }) => isRefusal(action));
    if (refusal === undefined || moves.some((move) => move.kind === 'release' && move.from === to)) continue;
    const release = { from: to, to: state('start'), kind: 'release', stays: undefined, rule: refusal } as const;
    moves.push({ ...release, packet: phrase`kept out until the entry ends`, fault: undefined });
  }
  return { states: [...states.values()], moves };
}

function faultOf(fault: KnockFault | undefined, rule: FirewallRule): string | undefined {
  switch (fault?.kind) {
    case 'ungated':
      return fault.stage.rule === rule ? phrase`does not ask for the stage before` : undefined;
    case 'collapsing':
      return fault.stages.some((stage) => stage.rule === rule) ? phrase`one packet passes both stages` : undefined;
    case 'trapped':
      if (fault.trap === rule) return phrase`bans who knocks rightly`;
      return fault.stage.rule === rule ? phrase`its packet trips the trap` : undefined;
    case 'stopped':
      return fault.stage?.rule === rule ? phrase`no packet is counted here` : undefined;
    case 'unreached':
      return fault.rule === rule ? phrase`no packet reaches this rule` : undefined;
    case 'impossible':
      return fault.stage.rule === rule ? phrase`no packet can pass this` : undefined;
    default:
      return undefined;
  }
}

function timeText(timeout: string | undefined): string {
  const seconds = timeout === undefined ? 0 : parseTime(timeout)?.seconds;
  return seconds === undefined
    ? phrase`for ${timeout}`
    : seconds === 0
      ? phrase`until restart`
      : phrase`for ${formatDuration(seconds)}`;
}
