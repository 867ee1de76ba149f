import type { Severity } from '../syntax/problem.ts';
import type { Confidence } from './finding.ts';
import type { Persona } from './selection.ts';

/** What is known of one kind of diagnostic: a rule of the linter, or a fault of the text. */
export interface DiagnosticMeta {
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
