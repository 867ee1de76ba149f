/**
 * Layer `rules`: one file a lint rule. A rule sees one immutable analysis and returns findings; it decides on the
 * model, never on the text. A rule that throws is isolated and named by the runner.
 */
import type { BoundScript } from '../binding/boundScript.ts';
import type { Assumption } from '../execution/assumption.ts';
import type { Configuration } from '../execution/configuration.ts';
import type { Firewall } from '../firewall/firewall.ts';
import type { Reachability } from '../firewall/reachability.ts';
import type { Knock } from '../knock/knock.ts';
import type { Packet } from '../packet/packet.ts';
import type { Severity } from '../syntax/problem.ts';
import type { TextEdit } from '../text/edit.ts';
import type { LineTable } from '../text/lineTable.ts';
import type { TextRange } from '../text/range.ts';
import type { Persona } from './selection.ts';
import type { SuppressionUse } from './suppressions.ts';

export interface Rule {
  readonly meta: RuleMeta;
  /** `options` has a value for each option of the meta. */
  check(analysis: Analysis, options: RuleOptions): Iterable<RuleFinding>;
  /** It runs after the others, when it is known which suppressions silenced something. */
  readonly last?: true;
}

export interface RuleMeta {
  /** Kebab-case, never changed once released. */
  readonly id: string;
  /** One line for lists and tables. */
  readonly summary: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** The first persona that its findings are shown to. */
  readonly persona: Persona;
  /** Why it matters: a paragraph for the rule's page. */
  readonly why: string;
  /** What to do about it: a paragraph for the rule's page. */
  readonly remedy: string;
  /** The session that is stated where the examples are checked, as `parsePacket` reads it. */
  readonly session?: string;
  /** A script with exactly one finding of this rule. */
  readonly bad: string;
  /** A script without a finding of this rule. */
  readonly good: string;
  readonly fix: 'none' | 'safe' | 'unsafe';
  /** What a project may set, by name. */
  readonly options?: Readonly<Record<string, RuleOption>>;
  /** Version of the product that brought the rule. */
  readonly since: string;
  readonly sources: readonly string[];
}

/** A number, since nothing else was ever needed. */
export interface RuleOption {
  readonly description: string;
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}

export type RuleOptions = Readonly<Record<string, number>>;

/** How sure a finding is; `certain` is a proof, `high` leaves room for what the file does not show. */
export type Confidence = 'certain' | 'high' | 'medium' | 'low';

/** What a rule sees of one text version. */
export interface Analysis {
  readonly text: string;
  readonly lines: LineTable;
  /** Where the text comes from, where it is put together from several files. */
  readonly origin: TextOrigin | undefined;
  readonly script: BoundScript;
  readonly configuration: Configuration;
  readonly firewall: Firewall;
  readonly reachability: Reachability;
  readonly knocks: readonly Knock[];
  /** The management session over which the file is applied, where the user has stated one. */
  readonly session: Packet | undefined;
  /** What the router is taken to hold before the file runs. */
  readonly assumption: Assumption | undefined;
  /** The version of RouterOS that the text is for, where it is known. */
  readonly version: string | undefined;
  /** What a suppression may name. */
  readonly silenceable: readonly string[];
  /** What the text wants silenced; empty for rules that do not run last. */
  readonly suppressions: readonly SuppressionUse[];
  /** Source of random numbers in [0, 1) for ports that a fix draws. */
  readonly random: () => number;
}

/** What is known of a text that consists of several files. */
export interface TextOrigin {
  fileOf(offset: number): string | undefined;
  /** Such as `9 of nat.rsc`. */
  lineName(offset: number): string;
}

export interface RuleFinding {
  /** What, why, what to do, in at most three short sentences. */
  readonly message: string;
  readonly range: TextRange;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
  /** The editor shows the range greyed out. */
  readonly unnecessary?: boolean;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly persona?: Persona;
}

export interface Finding extends RuleFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly persona: Persona;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
}

export interface RelatedPlace {
  readonly message: string;
  readonly range: TextRange;
  /** Where it lies in another file; lines and columns count from 1, and the range is that of the finding. */
  readonly elsewhere?: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
  };
}

/** `safe` fixes keep what the file means and never add a finding; all others are offered, not applied unasked. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}
