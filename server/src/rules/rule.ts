/**
 * Layer `rules`: one file a lint rule. A rule sees one immutable analysis and returns findings; it decides on the
 * model, never on the text. A rule that throws is isolated and named by the runner.
 */
import type { BoundScript } from '../binding/boundScript.ts';
import type { RuleFinding, TextOrigin } from '../diagnostics/finding.ts';
import type { DiagnosticMeta, RuleOptions } from '../diagnostics/meta.ts';
import type { SuppressionUse } from '../diagnostics/suppressions.ts';
import type { Assumption } from '../execution/assumption.ts';
import type { Configuration } from '../execution/configuration.ts';
import type { Firewall } from '../firewall/firewall.ts';
import type { Reachability } from '../firewall/reachability.ts';
import type { Knock } from '../knock/knock.ts';
import type { Packet } from '../packet/packet.ts';
import type { LineTable } from '../text/lineTable.ts';

export interface Rule {
  readonly meta: DiagnosticMeta;
  /**
   * `options` has a value for each option of the meta. Between findings, one that takes long yields nothing now and then,
   * so that others get their turn.
   */
  check(analysis: Analysis, options: RuleOptions): Iterable<RuleFinding | undefined>;
  /** It runs after the others, when it is known which suppressions silenced something. */
  readonly last?: true;
}

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
