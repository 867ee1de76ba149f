/**
 * How long questions about a firewall take: `npm run bench -- questions`. Expectations and exposure share what they ask
 * of one firewall, so that cost grows with the questions and the rules, not with their product of preparations.
 */
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { FileAnalysis } from '../../server/src/analysis/analysis.ts';
import { judgeExpectation } from '../../server/src/expectation/judgeExpectation.ts';
import { exposureOf } from '../../server/src/exposure/exposureOf.ts';
import { scriptOf } from '../../test/support/firewallOf.ts';
import { REALISTIC_INTERFACE_LISTS, realisticRules } from '../../test/support/realisticRules.ts';
import { judge, median, printTable } from './report.ts';

const ROUNDS = 3;
const HEADER = '# 2025-01-01 12:00:00 by RouterOS 7.16.2';
const EXPECTATIONS = [250, 500, 1_000] as const;
const INTERFACES = [75, 150, 300] as const;

const rules = realisticRules(5_000, 1).rules;
const realistic = `${HEADER}\n${scriptOf(rules, { interfaceLists: REALISTIC_INTERFACE_LISTS })}`;
const expecting = EXPECTATIONS.map((count) => inSeconds(realistic, (analysis) => expectations(count, analysis)));
const exposing = INTERFACES.map((count) => inSeconds(manyInterfaces(count), (one) => exposureOf(one).cells.length));

printTable([
  ['expectations over 5,000 rules', ...EXPECTATIONS.map(String)],
  ['seconds', ...expecting.map((time) => time.toFixed(2))],
]);
console.log('');
printTable([
  ['exposure of so many interfaces', ...INTERFACES.map(String)],
  ['seconds', ...exposing.map((time) => time.toFixed(2))],
]);
judge([
  { what: '1,000 expectations over 5,000 rules, in s', measured: expecting[2] as number, aim: 5 },
  { what: '1,000 expectations : 250 of them', measured: ratio(expecting), most: 6 },
  { what: 'exposure of 300 interfaces, in s', measured: exposing[2] as number, aim: 3 },
  // Rows and networks both grow with the interfaces, up to the bound of the columns.
  { what: 'exposure of 300 interfaces : of 75', measured: ratio(exposing), most: 20 },
]);

function ratio(times: readonly number[]): number {
  return (times.at(-1) as number) / (times[0] as number);
}

/** The median of runs, each on an analysis of its own. */
function inSeconds(script: string, ask: (analysis: FileAnalysis) => number): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const analysis = analyse(script, { rules: [] });
    const start = performance.now();
    if (ask(analysis) === 0) throw new Error('nothing was asked');
    return (performance.now() - start) / 1_000;
  });
  return median(times);
}

/** How many of them are decided. */
function expectations(count: number, analysis: FileAnalysis): number {
  const all = Array.from({ length: count }, (_, at) => {
    const text = `any -> router tcp ${1 + at * 50} => ${at % 2 === 0 ? 'refused' : 'accepted'}`;
    return judgeExpectation(text, analysis).status;
  });
  return all.filter((status) => status === 'held' || status === 'failed').length;
}

/** Each with a network, and with two rules of its own. */
function manyInterfaces(count: number): string {
  const each = (line: (at: number) => string): string[] => Array.from({ length: count }, (_, at) => line(at));
  const network = (at: number): string => `10.${at >> 8}.${at & 255}`;
  return [
    HEADER,
    '/interface vlan',
    ...each((at) => `add interface=ether2 name=vlan${at} vlan-id=${at + 2}`),
    '/ip address',
    ...each((at) => `add address=${network(at)}.1/24 interface=vlan${at}`),
    '/ip firewall filter',
    'add action=accept chain=input connection-state=established,related',
    ...each((at) => `add action=accept chain=input in-interface=vlan${at} protocol=tcp dst-port=${1_000 + at}`),
    ...each(
      (at) => `add action=accept chain=forward in-interface=vlan${at} dst-address=${network((at + 1) % count)}.0/24`,
    ),
    'add action=drop chain=input',
    'add action=drop chain=forward',
    '/ip firewall nat',
    'add action=masquerade chain=srcnat out-interface=ether1',
  ].join('\n');
}
