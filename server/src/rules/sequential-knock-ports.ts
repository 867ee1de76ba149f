import type { Fix } from '../diagnostics/finding.ts';
import type { Knock } from '../knock/knock.ts';
import { knockPorts, type PortPattern, portPattern } from '../knock/ports.ts';
import { cheapestSweep, FAST } from '../knock/strength.ts';
import type { Sweep } from '../knock/sweep.ts';
import { drawPorts } from '../knock/write/drawPorts.ts';
import { hasGreaterFault } from './common/knockFaults.ts';
import { rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A knock whose ports are in order, in equal steps or made of one digit: the first things that a scan hits or a person tries. */
export const sequentialKnockPorts: Rule = {
  meta: {
    id: 'sequential-knock-ports',
    summary: 'The ports of a knock follow a simple pattern.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'A port scan that goes up through the ports meets 1111, 1112 and 1113 in just the right order, and opens the knock by accident within seconds. RouterOS does not reset a knock at a wrong port, so all the other probes do no harm to the scanner. Ports like 7000, 8000, 9000 or 1111, 2222, 3333 are also the first that a person tries.',
    remedy:
      'Draw ports at random that go up and down, and add a trap (see `missing-blacklist`): order alone cannot protect.',
    bad: `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=1111
add chain=input action=add-src-to-address-list address-list=knock2 address-list-timeout=10s protocol=tcp dst-port=1112 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=1113 src-address-list=knock2
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=knock2 address-list-timeout=10s protocol=tcp dst-port=52306 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock2
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: [
      'RouterOS manual, Port knocking: a port scan may hit the ports in the right order.',
      'nmap reference guide, option -r.',
    ],
  },

  *check(analysis) {
    for (const knock of analysis.knocks) {
      if (hasGreaterFault(knock) || knock.verdict === 'disabled') continue;
      const ports = knockPorts(knock.stages);
      const pattern = ports === undefined ? undefined : portPattern(ports);
      if (ports === undefined || pattern === undefined) continue;
      const [first, ...others] = knock.stages;
      if (first === undefined) continue;
      yield {
        message: `${ports.join(', ')} ${describePattern(pattern, cheapestSweep(knock, FAST))} Draw ports that go up and down.`,
        range: rangeOf(first.rule, 'dst-port', 'port'),
        related: others.map(({ rule }, index) => ({
          message: `knock ${index + 2} of ${knock.stages.length}`,
          range: rangeOf(rule, 'dst-port', 'port'),
        })),
        fixes: drawNew(analysis, knock),
      };
    }
  },
};

/** Whether a sweep opens it is tried, for traps and timers have a say in it. */
function describePattern(pattern: PortPattern, found: Sweep | undefined): string {
  const one = found?.passes === 1 ? `one ${found.direction} sweep opens this knock` : undefined;
  const guess = 'they are easy to guess';
  switch (pattern.kind) {
    case 'steps':
      return Math.abs(pattern.step) === 1
        ? `are in order: ${one ?? guess}.`
        : `are in equal steps of ${Math.abs(pattern.step)}: ${one === undefined ? '' : `${one}, and `}${guess}.`;
    case 'ascending':
      return `only go up: ${one ?? guess}.`;
    case 'descending':
      return `only go down: ${one ?? guess}.`;
    case 'repeated-digits':
      return 'are each one digit repeated, which is what a person tries first.';
  }
}

function drawNew(analysis: Analysis, knock: Knock): Fix[] {
  const properties = knock.stages.map(
    ({ rule }) => rule.item.properties.get('dst-port') ?? rule.item.properties.get('port'),
  );
  if (properties.length > 8 || properties.some((property) => property === undefined)) return [];
  const ports = drawPorts(properties.length, analysis.random);
  return [
    {
      title: `Draw new ports: ${ports.join(', ')}`,
      safe: false,
      edits: properties.map((property, index) => ({
        range: (property as NonNullable<typeof property>).valueRange,
        newText: String(ports[index]),
      })),
    },
  ];
}
