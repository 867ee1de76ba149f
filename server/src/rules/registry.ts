import { acceptBelowDrop } from './accept-below-drop.ts';
import { cutsOffSession } from './cuts-off-session.ts';
import { disabledSecurityRule } from './disabled-security-rule.ts';
import { dollarQuoteInRegexp } from './dollar-quote-in-regexp.ts';
import { knockOpensToSweep } from './knock-opens-to-sweep.ts';
import { knockStageNotGated } from './knock-stage-not-gated.ts';
import { knockStageWithoutTimeout } from './knock-stage-without-timeout.ts';
import { knockWithoutGate } from './knock-without-gate.ts';
import { layer7Cost } from './layer7-cost.ts';
import { listNeverFilled } from './list-never-filled.ts';
import { missingBlacklist } from './missing-blacklist.ts';
import { portWithoutProtocol } from './port-without-protocol.ts';
import type { Rule } from './rule.ts';
import { sequentialKnockPorts } from './sequential-knock-ports.ts';

/** All rules, in the order in which the README lists them. */
export const RULES: readonly Rule[] = [
  acceptBelowDrop,
  sequentialKnockPorts,
  missingBlacklist,
  knockOpensToSweep,
  knockStageWithoutTimeout,
  knockStageNotGated,
  knockWithoutGate,
  listNeverFilled,
  portWithoutProtocol,
  disabledSecurityRule,
  cutsOffSession,
  layer7Cost,
  dollarQuoteInRegexp,
];

/** Page of a rule in the repository. */
export function ruleUrl(id: string): string {
  return `https://github.com/routeros-firewall/routeros-firewall/blob/main/docs/rules/${id}.md`;
}
