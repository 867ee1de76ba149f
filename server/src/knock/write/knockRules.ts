/**
 * The rules of a port knock as lines for the menu `filter`: one text for the command line, for snippets with tab stops
 * and for whatever else writes knocks. Arguments stand in the order of an export.
 */

/** Writes a value that may be changed together in all places of one key: as it is, or as a tab stop. */
export type Slot = (key: string, value: string) => string;

/** The parts of a stage in which the kinds of knock differ, each in its alphabetical place. */
export interface StageRule {
  readonly note?: string;
  readonly state?: string;
  readonly port?: string;
  readonly rest: string;
}

export interface KnockRules {
  readonly slot: Slot;
  /** Each is written when its line is, so that slots are numbered as they come. */
  readonly stages: readonly (() => StageRule)[];
  /** What the gate is for, as matchers in their alphabetical place. */
  readonly gates: readonly { readonly ports: string; readonly protocol: string }[];
  readonly wan?: string;
  /** What the names of the stages' lists end with, where others are taken. */
  readonly suffix?: string;
  /** How long a knock is remembered until the next, and how long the way stays open. */
  readonly stageTimeout?: string;
  readonly grantTimeout?: string;
}

/** Lists of a knock, unless somebody gives them other names. */
export const GRANT_LIST = 'secured';
export const BAN_LIST = 'blacklist';

/** Short, since anybody can forge the source of a single packet and so get somebody else banned. */
const BAN_TIMEOUT = '5m';

/** An ending with which none of the names is taken: none at all, else `-2` and so on. */
export function freeSuffix(names: readonly string[], taken: ReadonlySet<string>): string {
  for (let number = 1; number < 100; number++) {
    const suffix = number === 1 ? '' : `-${number}`;
    if (names.every((name) => !taken.has(name + suffix))) return suffix;
  }
  return '-100';
}

/** The gates first, so that who is let in does not pass the stages again; then the stages in order. */
export function knockRules({
  slot,
  stages,
  gates,
  wan = 'WAN',
  suffix = '',
  // Enough for a person who types the ports.
  stageTimeout = '20s',
  grantTimeout = '30m',
}: KnockRules): { readonly gates: string[]; readonly stages: string[] } {
  const grant = (): string => slot('grant', GRANT_LIST);
  const gateLines = gates.map(({ ports, protocol }) =>
    [
      'add action=accept chain=input comment="Knock: accept sources that knocked"',
      `dst-port=${slot('services', ports)}`,
      `in-interface-list=${slot('wan', wan)} protocol=${protocol} src-address-list=${grant()}`,
    ].join(' '),
  );
  const stageLines = stages.map((stage, i) => {
    const last = i === stages.length - 1;
    const { note, state, port, rest } = stage();
    const list = last
      ? `${grant()} address-list-timeout=${grantTimeout}`
      : `knock${i + 1}${suffix} address-list-timeout=${stageTimeout}`;
    const comment = `Knock ${i + 1} of ${stages.length}${note === undefined ? '' : `: ${note}`}`;
    return [
      `add action=add-src-to-address-list address-list=${list} chain=input comment="${comment}"`,
      ...(state === undefined ? [] : [state]),
      ...(port === undefined ? [] : [port]),
      rest,
      ...(i === 0 ? [] : [`src-address-list=knock${i}${suffix}`]),
    ].join(' ');
  });
  return { gates: gateLines, stages: stageLines };
}

export interface TrapOptions {
  /** TCP, unless it is another. */
  readonly protocol?: string;
  /** The ports of the knocks, which ban nobody. */
  spared(): string;
  readonly wan?: string;
  /** Only who is on this list is banned: who has begun to knock. Else whoever is not let in yet. */
  readonly begun?: string;
}

/** The drop for the banned, and the rule that bans who tries a port that is not spared. */
export function trapRules(
  slot: Slot,
  { protocol = 'tcp', spared, wan = 'WAN', begun }: TrapOptions,
): { readonly drop: string; readonly ban: string } {
  const source = (): string => begun ?? `!${slot('grant', GRANT_LIST)}`;
  return {
    drop: bannedDrop(slot, wan),
    ban: [
      `add action=add-src-to-address-list address-list=${slot('banned', BAN_LIST)} address-list-timeout=${BAN_TIMEOUT} chain=input`,
      `comment="Trap: any ${protocol.toUpperCase()} port that is no knock port" connection-state=new dst-port=!${spared()}`,
      `in-interface-list=${slot('wan', wan)} protocol=${protocol} src-address-list=${source()}`,
    ].join(' '),
  };
}

/** The same for ports that nobody but a scanner tries. */
export function baitRules(
  slot: Slot,
  ports: () => string,
  wan = 'WAN',
): { readonly drop: string; readonly ban: string } {
  return {
    drop: bannedDrop(slot, wan),
    ban: [
      `add action=add-src-to-address-list address-list=${slot('banned', BAN_LIST)} address-list-timeout=${BAN_TIMEOUT} chain=input`,
      `comment="Trap: ports that only scanners try" connection-state=new dst-port=${ports()}`,
      `in-interface-list=${slot('wan', wan)} protocol=tcp`,
    ].join(' '),
  };
}

/** The rules that ban who has begun a knock of pings and sends one of another size: one for each gap between the sizes. */
export function pingTrapRules(
  slot: Slot,
  { sizes, begun, wan = 'WAN' }: { readonly sizes: readonly number[]; readonly begun: string; readonly wan?: string },
): { readonly drop: string; readonly bans: readonly string[] } {
  const sorted = [...sizes].sort((a, b) => a - b);
  const gaps = [0, ...sorted.map((size) => size + 1)].map((low, i) => [low, (sorted[i] ?? LARGEST_PACKET + 1) - 1]);
  return {
    drop: bannedDrop(slot, wan),
    bans: gaps.map(([low, high]) =>
      [
        `add action=add-src-to-address-list address-list=${slot('banned', BAN_LIST)} address-list-timeout=${BAN_TIMEOUT} chain=input`,
        `comment="Trap: a ping of another size" icmp-options=8:0 in-interface-list=${slot('wan', wan)}`,
        `packet-size=${low}-${high} protocol=icmp src-address-list=${begun}`,
      ].join(' '),
    ),
  };
}

const LARGEST_PACKET = 65_535;

function bannedDrop(slot: Slot, wan: string): string {
  return [
    'add action=drop chain=input comment="Blacklist: drop who stepped into the trap"',
    `in-interface-list=${slot('wan', wan)} src-address-list=${slot('banned', BAN_LIST)}`,
  ].join(' ');
}
