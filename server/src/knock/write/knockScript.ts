import { services } from '../../catalog/services.ts';
import { parseTime } from '../../packet/time.ts';
import { drawPorts } from './drawPorts.ts';
import { GRANT_LIST, knockRules, type Slot, type StageRule, trapRules } from './knockRules.ts';

export interface KnockScriptOptions {
  /** How many knocks, from 2 to 8. */
  readonly steps: number;
  /** How long the way stays open, as RouterOS writes it: `30m`. */
  readonly grant: string;
  /** What is opened: names such as `ssh`, ports, or either with its protocol: `udp:51820`. */
  readonly opens: readonly string[];
  /** Of the knocks in turn. */
  readonly protocols: readonly ('tcp' | 'udp')[];
  readonly trap: boolean;
  /** The same again for IPv6. */
  readonly ipv6: boolean;
  /** The interface list behind which the Internet is. */
  readonly wan: string;
  /** Numbers from 0 to below 1. Whoever can guess them can guess the ports. */
  readonly random: () => number;
}

/** The rules of a knock, and what is to be sent to open it. */
export interface KnockLines {
  /** The gate, the drop for the banned, the stages and the trap, in this order. */
  readonly lines: readonly string[];
  /** As the client `knock` takes it: `55891:tcp 42313:udp`. */
  readonly sequence: string;
}

/** A whole script: running sessions, the gate, the stages, the trap and the drop; or what is wrong with the wishes. */
export function knockScript(options: KnockScriptOptions): { readonly text: string } | { readonly fault: string } {
  const { steps, grant, ipv6, wan } = options;
  const knock = knockLines(options);
  if ('fault' in knock) return knock;
  const lines = (family: 'ip' | 'ipv6'): string[] => [
    `/${family} firewall filter`,
    ...START,
    ...(family === 'ipv6' ? NEEDED_BY_IPV6 : []),
    ...knock.lines,
    `add action=drop chain=input comment="Drop everything else from outside" in-interface-list=${wan}`,
  ];
  const text = [
    `# Port knock of ${steps} steps for ${options.opens.join(', ')}, open for ${grant} after: knock -d 500 ROUTER ${knock.sequence}`,
    `# The interface list ${wan} must hold the interfaces towards the Internet. On a router that has a firewall, move these`,
    `# rules above the first one that drops or accepts packets from there, and use Safe Mode (Ctrl+X).`,
    ...lines('ip'),
    ...(ipv6 ? lines('ipv6') : []),
  ];
  return { text: `${text.join('\n')}\n` };
}

/** The rules alone, for a firewall that is there already. */
export function knockLines(options: KnockScriptOptions): KnockLines | { readonly fault: string } {
  const { steps, grant, protocols, trap, wan, random } = options;
  const fault = faultOf(options);
  if (fault !== undefined) return { fault };
  const gates = gatesFor(options.opens);
  if ('fault' in gates) return gates;
  const sequence = drawPorts(steps, random).map((port, i) => ({
    port,
    protocol: protocols[i % protocols.length] as 'tcp' | 'udp',
  }));
  const stages = sequence.map(
    ({ port, protocol }) =>
      (): StageRule => ({
        state: 'connection-state=new',
        port: `dst-port=${port}`,
        rest: `in-interface-list=${wan} protocol=${protocol}`,
      }),
  );
  const rules = knockRules({ slot: asItIs, stages, gates: gates.gates, wan, grantTimeout: grant });
  const traps = [...new Set(protocols.slice(0, steps))].map((protocol) =>
    trapRules(asItIs, {
      protocol,
      wan,
      spared: () =>
        sequence
          .filter((knock) => knock.protocol === protocol)
          .map(({ port }) => port)
          .join(','),
    }),
  );
  const trapped = trap ? traps : [];
  return {
    lines: [
      ...rules.gates,
      ...trapped.slice(0, 1).map(({ drop }) => drop),
      ...rules.stages,
      ...trapped.map(({ ban }) => ban),
    ],
    sequence: sequence.map(({ port, protocol }) => `${port}:${protocol}`).join(' '),
  };
}

/** Numbers that hang on the seed alone: for tests and examples, never for a router. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const asItIs: Slot = (_, value) => value;

const START = [
  'add action=accept chain=input comment="Accept established, related and untracked" connection-state=established,related,untracked',
  'add action=drop chain=input comment="Drop invalid" connection-state=invalid',
];
/** Without these a provider's router and its addresses are lost. */
const NEEDED_BY_IPV6 = [
  'add action=accept chain=input comment="Accept ICMPv6" protocol=icmpv6',
  'add action=accept chain=input comment="Accept answers of DHCPv6" dst-port=546 protocol=udp src-address=fe80::/10',
];

const LEAST_STEPS = 2;
const MOST_STEPS = 8;
/** Longer than this nobody needs a way open, and RouterOS takes no more than 35 weeks. */
const LONGEST_GRANT = 7 * 24 * 60 * 60;

function faultOf({ steps, grant, opens, wan }: KnockScriptOptions): string | undefined {
  if (!Number.isInteger(steps) || steps < LEAST_STEPS || steps > MOST_STEPS) {
    return `A knock has ${LEAST_STEPS} to ${MOST_STEPS} steps, not ${steps}; 3 or 4 are usual.`;
  }
  const seconds = parseTime(grant)?.seconds;
  if (seconds === undefined || seconds < 1 || seconds > LONGEST_GRANT) {
    return `"${grant}" is no time from 1s to 1w; write one like 30m. A session outlasts it once it has begun.`;
  }
  if (opens.length === 0) return 'A knock has to open something; name services or ports, such as ssh,winbox.';
  if (!/^[A-Za-z0-9_.-]{1,64}$/.test(wan)) {
    return `"${wan}" is no plain name of an interface list; use letters, digits, dots and dashes, such as WAN.`;
  }
  return wan === GRANT_LIST ? `${wan} is the name of the knock's own list; take another one.` : undefined;
}

/** One gate for each protocol. */
function gatesFor(
  opens: readonly string[],
): { readonly gates: { ports: string; protocol: string }[] } | { readonly fault: string } {
  const ports = new Map<string, Set<number>>();
  for (const wish of opens) {
    const [, protocol, name = ''] = /^(?:(tcp|udp):)?(.*)$/s.exec(wish) ?? [];
    const service = services.find((one) => one.name === name);
    const port = /^\d{1,5}$/.test(name) ? Number(name) : service?.port;
    if (port === undefined || port < 1 || port > 65_535) {
      return { fault: `"${wish}" is no service; write a name such as ssh or winbox, a port, or udp:51820.` };
    }
    const own = protocol === undefined ? (service?.protocols ?? ['tcp']) : [protocol];
    for (const one of own) ports.set(one, (ports.get(one) ?? new Set()).add(port));
  }
  return {
    gates: [...ports].map(([protocol, all]) => ({ protocol, ports: [...all].sort((a, b) => a - b).join(',') })),
  };
}
