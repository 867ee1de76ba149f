/**
 * Layer `analysis`: the way from a text to everything that is known of it, and its only door. An analysis carries the
 * question that it answers, so that a second one about another text asks the same.
 */
import type { BoundScript } from '../binding/boundScript.ts';
import type { Finding, TextOrigin } from '../diagnostics/finding.ts';
import type { RuleOptions } from '../diagnostics/meta.ts';
import type { Assumption } from '../execution/assumption.ts';
import type { WholeBy } from '../execution/wholeness.ts';
import type { Packet } from '../packet/packet.ts';
import type { ScriptProblems } from '../problems/scriptProblems.ts';
import type { RouterReader } from '../router/routerReader.ts';
import type { Analysis, Rule } from '../rules/rule.ts';
import type { Encoding } from '../text/decode.ts';
import type { Steps } from '../text/steps.ts';

/** Everything that is known of one text version. */
export interface FileAnalysis extends Analysis, FileProblems {
  /** The question that this analysis answers. */
  readonly options: AnalysisOptions;
  /** Faults of the text before any were silenced. */
  readonly scriptProblems: ScriptProblems;
  /** What has read the text as the router does, where that was asked. */
  readonly routerReader: RouterReader | undefined;
  /** The same question about another text, such as this one after an edit; with `change` it is narrowed. */
  again(text: string, change?: Partial<AnalysisOptions>): FileAnalysis;
  /** The same in steps. */
  againSteps(text: string, change?: Partial<AnalysisOptions>): Steps<FileAnalysis>;
}

/** What is wrong with one text version. */
export interface FileProblems {
  readonly text: string;
  /** By what the text is taken for all that a router holds; undefined for a part of it, and for several scripts in one. */
  readonly wholeBy?: WholeBy | undefined;
  /** Faults of the text, in its order, suppressed ones left out. */
  readonly problems: readonly Finding[];
  /** Findings of the rules, in text order, suppressed ones left out. */
  readonly findings: readonly Finding[];
  /** Rules that threw: our faults, not the user's. */
  readonly failures: readonly RuleFailure[];
}

export interface RuleFailure {
  readonly ruleId: string;
  readonly error: unknown;
}

/** What reading a text shows, before anything is carried out. */
export interface TextReading {
  readonly text: string;
  readonly script: BoundScript;
}

/** The question that is asked about a text. */
export interface AnalysisOptions {
  /** All by default; none where only the model is wanted. */
  readonly rules?: readonly Rule[];
  readonly random?: () => number;
  /** Options of rules where a project sets them, by rule. */
  readonly options?: Readonly<Record<string, RuleOptions>> | undefined;
  /** The version of RouterOS that the text is for, such as `7.20`; by default what an export says, else any 7.x. */
  readonly version?: string | undefined;
  /** What the router holds before the file runs; by default what the file shows that it counts on. */
  readonly assume?: Assumption | undefined;
  /** The management session over which the file is applied. */
  readonly session?: Packet | undefined;
  /** Where the text comes from, where it is put together from several files. */
  readonly origin?: TextOrigin | undefined;
  /** How the characters of the file are written, where that is known. */
  readonly encoding?: Encoding | undefined;
}
