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
  /** Whether a suppression silences it and a setting switches it off; what RouterOS cannot read has to be fixed. */
  readonly silenceable?: false;
  /** The session that is stated where the examples are checked, as `parsePacket` reads it. */
  readonly session?: string;
  /** The version of RouterOS that the examples are read for, where they are about one. */
  readonly version?: string;
  /** How the example of a fault of bytes is saved; UTF-8 where nothing is said. */
  readonly savedAs?: 'latin-1';
  /** A script with exactly one finding of this kind. */
  readonly bad: string;
  /** A script without a finding of this kind. */
  readonly good: string;
  readonly fix: 'none' | 'safe' | 'unsafe';
  /** It is about how a text is cut into lines and brackets, which a template engine changes. */
  readonly isLayout?: true;
  /** Where blocks begin and end is not certain behind it. */
  readonly damagesBlocks?: true;
  /** What a project may set, by name. */
  readonly options?: Readonly<Record<string, RuleOption>>;
  /** Version of the product that brought it. */
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
