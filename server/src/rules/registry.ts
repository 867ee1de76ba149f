import { acceptBelowDrop } from './accept-below-drop.ts';
import { acceptHidesFaults } from './accept-hides-faults.ts';
import { banBySharedLimit } from './ban-by-shared-limit.ts';
import { banLate } from './ban-late.ts';
import { banSparesRunning } from './ban-spares-running.ts';
import { banTooWide } from './ban-too-wide.ts';
import { banWrongSide } from './ban-wrong-side.ts';
import { bandwidthServerOpen } from './bandwidth-server-open.ts';
import { chainNeverEntered } from './chain-never-entered.ts';
import { circularInterfaces } from './circular-interfaces.ts';
import { clearTextService } from './clear-text-service.ts';
import { commentContradictsRule } from './comment-contradicts-rule.ts';
import { connectionTrackingOff } from './connection-tracking-off.ts';
import { counterCollapses } from './counter-collapses.ts';
import { counterCountsRetries } from './counter-counts-retries.ts';
import { cutsOffSession } from './cuts-off-session.ts';
import { disabledSecurityRule } from './disabled-security-rule.ts';
import { dollarQuoteInRegexp } from './dollar-quote-in-regexp.ts';
import { dropWithLimit } from './drop-with-limit.ts';
import { dropsOwnNetwork } from './drops-own-network.ts';
import { dstnatTakesEverything } from './dstnat-takes-everything.ts';
import { duplicateEntry } from './duplicate-entry.ts';
import { duplicateRule } from './duplicate-rule.ts';
import { entryWithoutSender } from './entry-without-sender.ts';
import { establishedLate } from './established-late.ts';
import { fasttrackSkipsQueues } from './fasttrack-skips-queues.ts';
import { fasttrackWithoutAccept } from './fasttrack-without-accept.ts';
import { forwardOpenEnd } from './forward-open-end.ts';
import { forwardedBeforeInput } from './forwarded-before-input.ts';
import { genuineKnockTripsTrap } from './genuine-knock-trips-trap.ts';
import { icmpErrorsDropped } from './icmp-errors-dropped.ts';
import { importStopsHere } from './import-stops-here.ts';
import { importsDownload } from './imports-download.ts';
import { inputOpenEnd } from './input-open-end.ts';
import { interfaceListWithoutMembers } from './interface-list-without-members.ts';
import { invalidNotDropped } from './invalid-not-dropped.ts';
import { ipv6Unfiltered } from './ipv6-unfiltered.ts';
import { jumpCycle } from './jump-cycle.ts';
import { jumpRepeated } from './jump-repeated.ts';
import { jumpToMissingChain } from './jump-to-missing-chain.ts';
import { knockBypassed } from './knock-bypassed.ts';
import { knockFromAnywhere } from './knock-from-anywhere.ts';
import { knockLimitShared } from './knock-limit-shared.ts';
import { knockListShared } from './knock-list-shared.ts';
import { knockOpensEverything } from './knock-opens-everything.ts';
import { knockOpensToSweep } from './knock-opens-to-sweep.ts';
import { knockPortInUse } from './knock-port-in-use.ts';
import { knockRepeatsPort } from './knock-repeats-port.ts';
import { knockStageNotGated } from './knock-stage-not-gated.ts';
import { knockStageWithoutTimeout } from './knock-stage-without-timeout.ts';
import { knockStagesCollapse } from './knock-stages-collapse.ts';
import { knockTimeoutTooLong } from './knock-timeout-too-long.ts';
import { knockTimeoutTooShort } from './knock-timeout-too-short.ts';
import { knockUnreachable } from './knock-unreachable.ts';
import { knockWithoutGate } from './knock-without-gate.ts';
import { l2tpWithoutIpsec } from './l2tp-without-ipsec.ts';
import { layer7Cost } from './layer7-cost.ts';
import { limitWithoutEffect } from './limit-without-effect.ts';
import { listNeverFilled } from './list-never-filled.ts';
import { listNeverUsed } from './list-never-used.ts';
import { listWithoutEffect } from './list-without-effect.ts';
import { logFlood } from './log-flood.ts';
import { logPrefixUnused } from './log-prefix-unused.ts';
import { logWithoutPrefix } from './log-without-prefix.ts';
import { macServerEverywhere } from './mac-server-everywhere.ts';
import { managementExposed } from './management-exposed.ts';
import { masqueradeEverything } from './masquerade-everything.ts';
import { missingBlacklist } from './missing-blacklist.ts';
import { neighbourDiscoveryDropped } from './neighbour-discovery-dropped.ts';
import { neighbourDiscoveryOutside } from './neighbour-discovery-outside.ts';
import { nobodyGetsIn } from './nobody-gets-in.ts';
import { notJudged } from './not-judged.ts';
import { openProxy } from './open-proxy.ts';
import { openResolver } from './open-resolver.ts';
import { openTimeServer } from './open-time-server.ts';
import { portForwardBlocked } from './port-forward-blocked.ts';
import { portMatchesReplies } from './port-matches-replies.ts';
import { portWithoutPair } from './port-without-pair.ts';
import { portWithoutProtocol } from './port-without-protocol.ts';
import { protocolNumberLikePort } from './protocol-number-like-port.ts';
import { publicSpaceInside } from './public-space-inside.ts';
import { redirectRefused } from './redirect-refused.ts';
import { rejectRevealsRouter } from './reject-reveals-router.ts';
import { relatedRefused } from './related-refused.ts';
import { repliesDropped } from './replies-dropped.ts';
import { romonWithoutSecret } from './romon-without-secret.ts';
import type { Rule } from './rule.ts';
import { ruleWithoutComment } from './rule-without-comment.ts';
import { secretInFile } from './secret-in-file.ts';
import { sequentialKnockPorts } from './sequential-knock-ports.ts';
import { sessionDiesWithGrant } from './session-dies-with-grant.ts';
import { severalAddressLists } from './several-address-lists.ts';
import { singlePacketKnock } from './single-packet-knock.ts';
import { slaveInterface } from './slave-interface.ts';
import { snmpPublicCommunity } from './snmp-public-community.ts';
import { sourcePortOpens } from './source-port-opens.ts';
import { sshWeakCrypto } from './ssh-weak-crypto.ts';
import { suppressionWithoutReason } from './suppression-without-reason.ts';
import { takenByState } from './taken-by-state.ts';
import { trapLocksOut } from './trap-locks-out.ts';
import { tunnelFromAnywhere } from './tunnel-from-anywhere.ts';
import { twinWithoutEnd } from './twin-without-end.ts';
import { undefinedRoutingTable } from './undefined-routing-table.ts';
import { unknownInterfaceList } from './unknown-interface-list.ts';
import { unmatchableRule } from './unmatchable-rule.ts';
import { unreachableRule } from './unreachable-rule.ts';
import { upnpEnabled } from './upnp-enabled.ts';
import { uselessSuppression } from './useless-suppression.ts';
import { userWithoutPassword } from './user-without-password.ts';

/** All rules, in the order in which the README lists them. */
export const RULES: readonly Rule[] = [
  managementExposed,
  inputOpenEnd,
  forwardOpenEnd,
  ipv6Unfiltered,
  nobodyGetsIn,
  dropsOwnNetwork,
  sourcePortOpens,
  repliesDropped,
  portMatchesReplies,
  relatedRefused,
  invalidNotDropped,
  icmpErrorsDropped,
  dropWithLimit,
  limitWithoutEffect,
  portForwardBlocked,
  portWithoutPair,
  redirectRefused,
  forwardedBeforeInput,
  acceptBelowDrop,
  acceptHidesFaults,
  unreachableRule,
  unmatchableRule,
  takenByState,
  slaveInterface,
  duplicateRule,
  chainNeverEntered,
  jumpToMissingChain,
  jumpCycle,
  jumpRepeated,
  twinWithoutEnd,
  knockBypassed,
  knockUnreachable,
  knockStagesCollapse,
  genuineKnockTripsTrap,
  trapLocksOut,
  sessionDiesWithGrant,
  counterCollapses,
  counterCountsRetries,
  banWrongSide,
  banTooWide,
  banLate,
  banBySharedLimit,
  banSparesRunning,
  sequentialKnockPorts,
  knockRepeatsPort,
  missingBlacklist,
  knockOpensToSweep,
  knockStageWithoutTimeout,
  knockStageNotGated,
  knockWithoutGate,
  knockListShared,
  knockLimitShared,
  knockTimeoutTooLong,
  knockTimeoutTooShort,
  knockOpensEverything,
  knockPortInUse,
  singlePacketKnock,
  knockFromAnywhere,
  listNeverFilled,
  listNeverUsed,
  listWithoutEffect,
  duplicateEntry,
  entryWithoutSender,
  publicSpaceInside,
  unknownInterfaceList,
  interfaceListWithoutMembers,
  circularInterfaces,
  severalAddressLists,
  importStopsHere,
  undefinedRoutingTable,
  portWithoutProtocol,
  protocolNumberLikePort,
  disabledSecurityRule,
  commentContradictsRule,
  cutsOffSession,
  layer7Cost,
  dollarQuoteInRegexp,
  openResolver,
  openTimeServer,
  l2tpWithoutIpsec,
  tunnelFromAnywhere,
  openProxy,
  snmpPublicCommunity,
  clearTextService,
  macServerEverywhere,
  neighbourDiscoveryOutside,
  userWithoutPassword,
  sshWeakCrypto,
  upnpEnabled,
  romonWithoutSecret,
  bandwidthServerOpen,
  connectionTrackingOff,
  masqueradeEverything,
  dstnatTakesEverything,
  neighbourDiscoveryDropped,
  fasttrackWithoutAccept,
  fasttrackSkipsQueues,
  importsDownload,
  secretInFile,
  establishedLate,
  logWithoutPrefix,
  logPrefixUnused,
  logFlood,
  rejectRevealsRouter,
  ruleWithoutComment,
  uselessSuppression,
  suppressionWithoutReason,
  notJudged,
];
