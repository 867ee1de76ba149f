import { acceptBelowDrop } from './accept-below-drop.ts';
import { chainNeverEntered } from './chain-never-entered.ts';
import { cutsOffSession } from './cuts-off-session.ts';
import { disabledSecurityRule } from './disabled-security-rule.ts';
import { dollarQuoteInRegexp } from './dollar-quote-in-regexp.ts';
import { duplicateRule } from './duplicate-rule.ts';
import { genuineKnockTripsTrap } from './genuine-knock-trips-trap.ts';
import { inputOpenEnd } from './input-open-end.ts';
import { jumpCycle } from './jump-cycle.ts';
import { jumpToMissingChain } from './jump-to-missing-chain.ts';
import { knockBypassed } from './knock-bypassed.ts';
import { knockOpensToSweep } from './knock-opens-to-sweep.ts';
import { knockStageNotGated } from './knock-stage-not-gated.ts';
import { knockStageWithoutTimeout } from './knock-stage-without-timeout.ts';
import { knockStagesCollapse } from './knock-stages-collapse.ts';
import { knockUnreachable } from './knock-unreachable.ts';
import { knockWithoutGate } from './knock-without-gate.ts';
import { layer7Cost } from './layer7-cost.ts';
import { listNeverFilled } from './list-never-filled.ts';
import { managementExposed } from './management-exposed.ts';
import { missingBlacklist } from './missing-blacklist.ts';
import { portWithoutProtocol } from './port-without-protocol.ts';
import type { Rule } from './rule.ts';
import { sequentialKnockPorts } from './sequential-knock-ports.ts';
import { sessionDiesWithGrant } from './session-dies-with-grant.ts';
import { suppressionWithoutReason } from './suppression-without-reason.ts';
import { trapLocksOut } from './trap-locks-out.ts';
import { unmatchableRule } from './unmatchable-rule.ts';
import { unreachableRule } from './unreachable-rule.ts';
import { uselessSuppression } from './useless-suppression.ts';

/** All rules, in the order in which the README lists them. */
export const RULES: readonly Rule[] = [
  managementExposed,
  inputOpenEnd,
  acceptBelowDrop,
  unreachableRule,
  unmatchableRule,
  duplicateRule,
  chainNeverEntered,
  jumpToMissingChain,
  jumpCycle,
  knockBypassed,
  knockUnreachable,
  knockStagesCollapse,
  genuineKnockTripsTrap,
  trapLocksOut,
  sessionDiesWithGrant,
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
  uselessSuppression,
  suppressionWithoutReason,
];

/** Page of a rule in the repository. */
export function ruleUrl(id: string): string {
  return `https://github.com/routeros-firewall/routeros-firewall/blob/main/docs/rules/${id}.md`;
}
