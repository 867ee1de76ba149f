/**
 * What the command line prints with `--format json`, as types: a contract. Within version 1 fields are added, and none
 * changes its meaning. Lines and columns count from 1, columns in UTF-16 units. This file imports nothing, since it is
 * part of the npm package as it stands here.
 */

/** What `rosfw check` prints. */
export type CheckJson = Report<CheckEntry>;
/** What `rosfw parse` prints. */
export type ParseJson = Report<ParseEntry>;
/** What `rosfw knocks` prints. */
export type KnocksJson = Report<KnocksEntry>;
/** What `rosfw diff` prints. */
export type DiffJson = DiffReport;
/** What `rosfw test` prints. */
export type TestJson = Report<ExpectationFile>;
/** What `rosfw exposure` prints; of two versions of a router `ExposureChangesJson`. */
export type ExposureJson = ExposureEntry | { readonly version: 1; readonly routers: readonly ExposureEntry[] };

/** One entry for each file. */
export interface Report<Entry> {
  readonly version: 1;
  readonly files: readonly Entry[];
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';
export type Confidence = 'certain' | 'high' | 'medium' | 'low';
/** To whom a finding is shown first. */
export type Persona = 'regular' | 'pedantic' | 'auditor';
/** By what a file is taken for all that the router holds: it says so itself, has all menus, or an option says so. */
export type WholeBy = 'header' | 'sections' | 'option';

/** A range of the text. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface ParseEntry {
  readonly file: string;
  readonly problems: readonly ({
    readonly code: string;
    readonly severity: Severity;
    readonly message: string;
    /** The other places of one and the same fault, where there are some. */
    readonly related?: readonly ({ readonly message: string } & Place)[];
  } & Place)[];
}

export interface CheckEntry {
  readonly file: string;
  /** By what the file is taken for all that the router holds; null for a part of it, of which nothing follows from absence. */
  readonly wholeBy: WholeBy | null;
  readonly findings: readonly FindingEntry[];
}

export interface FindingEntry extends Place {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly persona: Persona;
  /** Stays the same when lines move. */
  readonly fingerprint: string;
  readonly message: string;
  /** `file` is said where it is not that of the finding. */
  readonly related: readonly ({ readonly message: string; readonly file?: string } & Place)[];
  readonly fixes: readonly {
    readonly title: string;
    readonly safe: boolean;
    /** Empty where an edit would write a secret, and where there are thousands: `rosfw check --fix` makes them. */
    readonly edits: readonly ({ readonly newText: string } & Place)[];
  }[];
}

export interface KnocksEntry {
  readonly file: string;
  /** As in `CheckEntry`. */
  readonly wholeBy: WholeBy | null;
  readonly knocks: readonly KnockEntry[];
}

export interface KnockEntry {
  readonly table: string;
  readonly chain: string;
  readonly stages: readonly StageEntry[];
  readonly grant: { readonly list: string; readonly timeout: string | null };
  readonly gates: readonly {
    readonly action: string;
    readonly table: string;
    readonly chain: string;
    readonly line: number;
    /** The file of that line, where several make up the router. */
    readonly file?: string;
  }[];
  readonly verdict: string | null;
  readonly reason: string;
  /** The shortest sequence that opens it; null where there is none, or none is known. */
  readonly opening: OpeningEntry | null;
  readonly strength: StrengthEntry | null;
}

export interface StageEntry {
  readonly protocol: string | null;
  readonly port: string | null;
  readonly listIn: string | null;
  readonly listOut: string;
  readonly timeout: string | null;
  readonly line: number;
  /** The file of that line, where several make up the router. */
  readonly file?: string;
  /** Further matchers that make the packet a knock, as written. */
  readonly packetSize: string | null;
  readonly icmpOptions: string | null;
  readonly layer7: string | null;
  readonly content: string | null;
  /** What else it or the jump to its chain asks of the sender, as written: `in-interface=ether1`. */
  readonly conditions: readonly string[];
  readonly disabled: boolean;
}

export interface OpeningEntry {
  /** Packets as `rosfw trace` takes them, the seconds since the one before, and what else each must have. */
  readonly knocks: readonly {
    readonly packet: string;
    readonly after: number;
    readonly suppositions: readonly string[];
  }[];
  /** What gets in at the end. */
  readonly service: string;
}

/** Times in seconds; null where there is no limit, or where it does not open. */
export interface StrengthEntry {
  readonly opens: readonly string[];
  /** For each rate, in packets a second, the cheapest sweep over all ports that opens it. */
  readonly sweeps: readonly {
    readonly rate: number;
    readonly direction: string | null;
    readonly passes: number | null;
    readonly packets: number | null;
    readonly seconds: number | null;
  }[];
  /** How likely one scan of all ports in random order opens it. */
  readonly randomScans: readonly {
    readonly rate: number;
    readonly probability: number;
    readonly method: 'exact' | 'simulated';
    readonly runs: number;
  }[];
  /** Lists onto which one packet with a forged source puts its victim. */
  readonly spoofed: readonly { readonly list: string; readonly seconds: number | null }[];
  /** How long the whole sequence may take. */
  readonly window: number | null;
  /** Whether an open session outlasts the grant. */
  readonly sessionSurvives: boolean | null;
}

/** What `rosfw trace` prints. */
export interface TraceJson {
  readonly version: 1;
  readonly file: string;
  /** As in `CheckEntry`. */
  readonly wholeBy: WholeBy | null;
  readonly packets: readonly TraceEntry[];
  /** Only where it was asked what becomes of a session while the file is applied. */
  readonly session?: readonly SessionEntry[];
}

/**
 * What happens to packets sent one after the other; lists and their timers are kept between them. `line` is that of the
 * rule that decided: null at the end of the chain, and for a default rule.
 */
export interface TraceEntry extends LinePlace {
  readonly packet: string;
  /** The state that connection tracking gives it, or that it was stated with. */
  readonly state: string | null;
  /** The action that decided, `accept` at the end of the chain; what most likely happens where it is not certain. */
  readonly verdict: string;
  /** The default rule that decided. */
  readonly defaultRule: string | null;
  /** Whether the file settles the verdict. */
  readonly certain: boolean;
  /** What the verdict hangs on where it is not certain. */
  readonly because: readonly DoubtEntry[];
  readonly steps: readonly StepEntry[];
  /** Lists on which the source is afterwards, filled by rules. */
  readonly lists: readonly string[];
}

/** `line` is null for a default rule. */
export interface StepEntry extends LinePlace {
  readonly table: string;
  readonly chain: string;
  readonly defaultRule: string | null;
  readonly action: string;
  readonly matched: boolean;
  /** The first matcher that did not fit, as written; null where all did. */
  readonly missed: string | null;
  /** Whether that matcher fits is not known; it is taken for no. */
  readonly doubtful: boolean;
}

/**
 * One of `matcher`, `member`, `condition` and `place` says what the file leaves open about the rule; `line` is null for a
 * default rule, and where a whole menu is not known.
 */
export interface DoubtEntry extends LinePlace {
  /** The matcher of which it is not known whether it fits, as written. */
  readonly matcher?: string;
  /** The list of which it is not known who is on it. */
  readonly member?: string;
  /** Whether the rule is there as it stands hangs on the run, or the menu holds rules that nobody can tell. */
  readonly condition?: string;
  /** Where in its chain the rule stands is not known. */
  readonly place?: string;
}

/** What becomes of a session while the file is applied: after the command in a line, which is null before the first one. */
export interface SessionEntry extends LinePlace {
  /** Whether the running session goes on. */
  readonly running: boolean;
  /** Whether one could log in again. */
  readonly anew: boolean;
  /** Line of the rule that refuses the one or the other; null where none does. */
  readonly by: number | null;
  /** The file of that line, where several make up the router. */
  readonly byFile?: string;
  /** Whether the file settles both. */
  readonly certain: boolean;
  readonly because: readonly DoubtEntry[];
}

/** What `rosfw diff` prints as JSON. */
export interface DiffReport {
  readonly version: 1;
  readonly before: string;
  readonly after: string;
  /** What has another name now and is the same otherwise: packets are compared as if it had been called so before. */
  readonly renames: readonly RenameEntry[];
  readonly changes: readonly ChangeEntry[];
  readonly knocks: readonly KnockChangeEntry[];
  /** What was not compared, or could not be shown, as sentences. */
  readonly unknown: readonly string[];
  /** What cannot be decided, since it hangs on the run of a script. */
  readonly undecided: readonly UndecidedEntry[];
}

export interface RenameEntry {
  readonly kind: 'address-list' | 'chain' | 'interface-list' | 'layer7-protocol' | 'mark';
  readonly from: string;
  readonly to: string;
}

export interface UndecidedEntry {
  readonly doubtful: true;
  readonly text: string;
}

export interface ChangeEntry {
  readonly kind:
    | 'let-in'
    | 'kept-out'
    /** Let in before and after, but to another destination. */
    | 'sent-elsewhere'
    /** Let in before and after, but sent on from another address. */
    | 'sent-as-other'
    | 'listed'
    | 'not-listed'
    /** Put on the same list for another time. */
    | 'listed-for';
  /** Whether it is so hangs on what one of the files leaves open: a condition, or where a rule stands. */
  readonly doubtful: boolean;
  readonly family: 'ip' | 'ipv6';
  readonly hook: string;
  /** The rules that decide; null at the end of the chain, and where no rule lists the packets. */
  readonly before: RuleEntry | null;
  readonly after: RuleEntry | null;
  /** Seconds on the list; null where it is not listed, or until the router restarts. */
  readonly list: {
    readonly name: string;
    readonly side: string;
    readonly before: number | null;
    readonly after: number | null;
  } | null;
  /** The packets in RouterOS's words; an empty text for all of them. */
  readonly packets: readonly string[];
  readonly witness: {
    readonly packet: string;
    readonly lists: readonly string[];
    readonly suppositions: readonly string[];
  };
}

/** Without a line for a default rule. */
export interface RuleEntry extends LinePlace {
  readonly defaultRule: string | null;
  readonly table: string;
  readonly chain: string;
  readonly place: number;
  readonly action: string;
}

export interface KnockChangeEntry {
  readonly kind: 'opens-now' | 'opens-no-more';
  readonly list: string;
  readonly opening: OpeningEntry;
}

/** The grid of a router, row by row. */
export interface ExposureEntry {
  readonly version: 1;
  /** The name of the device, where the project file has one of that file. */
  readonly device?: string;
  readonly file: string;
  readonly assume: string | null;
  readonly origins: readonly OriginEntry[];
  readonly targets: readonly TargetEntry[];
  readonly cells: readonly CellEntry[];
  /** What stands outside the grid, as sentences: access by MAC address. */
  readonly notes: readonly string[];
  /** How many there are beyond the bounds. */
  readonly omitted: { readonly origins: number; readonly targets: number };
}

/** From where packets come. */
export interface OriginEntry extends LinePlace {
  /** As the source of an expectation is written: `internet`, `interfaces LAN`, `internet after knock "secure"`. */
  readonly id: string;
  readonly kind: 'internet' | 'elsewhere' | 'interfaces' | 'interface' | 'network' | 'list' | 'knock';
  /** For a person. */
  readonly name: string;
  /** Other origins with the same cells. */
  readonly also: readonly string[];
  /** Whether the file shows that it is what it is taken for. */
  readonly certain: boolean;
  /** Why it is not certain, as a sentence. */
  readonly because: string | null;
}

/** What packets are for. */
export interface TargetEntry extends LinePlace {
  /** As `traffic`, and what dst-nat makes of it. */
  readonly id: string;
  /** As the target and the service of an expectation are written: `router tcp 22`. */
  readonly traffic: string;
  /** `other`: every other port of the router. `network`: all behind an interface but the router itself. */
  readonly kind: 'service' | 'icmp' | 'other' | 'forward' | 'network' | 'host';
  /** For a person. */
  readonly name: string;
  readonly protocol: string | null;
  /** As they are sent, before dst-nat. */
  readonly ports: string | null;
  /** Where a forwarded packet goes, and the addresses of a network. */
  readonly address: string | null;
  readonly listening: 'yes' | 'no' | 'unknown';
  /** The addresses to which the service answers; null where to all. */
  readonly restrictedTo: readonly string[] | null;
}

/** Where something stands. */
export interface LinePlace {
  /** From 1; null where no line of the file says it. */
  readonly line: number | null;
  /** The file, where several make up the router. */
  readonly file?: string;
}

/** What becomes of new packets from an origin to a target. */
export interface CellEntry {
  readonly from: string;
  readonly to: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly state: 'open' | 'after knock' | 'limited' | 'depends' | 'closed';
  /** What the firewall does, whoever listens; `some` where it lets a part of the packets through. */
  readonly filter: 'accepted' | 'refused' | 'some' | 'unknown';
  /** Who answers: `forwarded` where a dst-nat takes the packets elsewhere, or does not take those that it should. */
  readonly service: 'listening' | 'restricted' | 'off' | 'unknown' | 'forwarded';
  /** The rule that decides about the first of the packets; null at the end of a chain. */
  readonly by: (LinePlace & { readonly table: string; readonly action: string }) | null;
  /** Packets that show it, as `rosfw trace` reads them; of `some` one for each. */
  readonly packets: readonly string[];
  /** The list that a knock grants which opens it. */
  readonly knock: string | null;
  readonly certain: boolean;
  /** What it hangs on, by the names that `assuming` of an expectation takes. */
  readonly hangsOn: readonly string[];
}

/** What `rosfw exposure OLD NEW` prints. */
export interface ExposureChangesJson {
  readonly version: 1;
  readonly before: string;
  readonly after: string;
  readonly changes: readonly CellChange[];
}

/** A cell of which the state is not what it was; null where there was none. */
export interface CellChange {
  readonly from: string;
  readonly to: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly before: CellEntry | null;
  readonly after: CellEntry | null;
}

/** The expectations of a file. */
export interface ExpectationFile {
  readonly file: string;
  readonly results: readonly ExpectationEntry[];
  /** Lines of rules whose loss no expectation notices; only where that was asked. */
  readonly unnoticed?: readonly number[];
}

export interface ExpectationEntry {
  readonly expectation: string;
  readonly status: 'held' | 'failed' | 'undecided' | 'invalid';
  readonly message: string;
  /** Line of the script, from 1; null where it stands in the project file. */
  readonly line: number | null;
  readonly counterexample: {
    readonly packet: string;
    readonly lists: readonly string[];
    readonly verdict: string;
    /** Line of the rule that decides; null at the end of the chain, and for a default rule. */
    readonly line: number | null;
  } | null;
  readonly hangsOn: readonly string[];
}

/** What `rosfw rules` prints. */
export interface RulesJson {
  readonly version: 1;
  readonly rules: readonly {
    readonly id: string;
    /** Whether it is about the text alone or about what the firewall does. */
    readonly kind: 'text' | 'firewall';
    readonly summary: string;
    readonly severity: Severity;
    readonly confidence: Confidence;
    readonly persona: Persona;
    readonly fix: 'none' | 'safe' | 'unsafe';
    /** Version of the product that brought it. */
    readonly since: string;
    readonly silenceable: boolean;
    /** What a project may set, by name. */
    readonly options: Readonly<Record<string, OptionEntry>>;
    readonly url: string;
  }[];
}

/** A number that a project may set for a rule. */
export interface OptionEntry {
  readonly description: string;
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}
