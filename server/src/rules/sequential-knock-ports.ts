import type { Fix } from '../diagnostics/finding.ts';
import type { Knock } from '../knock/knock.ts';
import { knockPortSets, knockSizeSets, type PortPattern, portPattern, sequenceText } from '../knock/ports.ts';
import { cheapestSweep, FAST } from '../knock/strength.ts';
import type { Sweep } from '../knock/sweep.ts';
import { drawPacketSizes, drawPorts } from '../knock/write/drawPorts.ts';
import { amount, phrase, phraseKey, phraseOf } from '../language/phrase.ts';
import { hasGreaterFault } from './common/knockFaults.ts';
import { placedOf, rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A knock whose ports or sizes are in order, in equal steps, close together or made of one digit: the first things that a scan hits or a person tries. */
export const sequentialKnockPorts: Rule = {
  meta: {
    id: 'sequential-knock-ports',
    summary: 'The ports or packet sizes of a knock follow a simple pattern.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'A port scan that goes up through the ports meets 1111, 1112 and 1113 in just the right order, and opens the knock by accident within seconds. RouterOS does not reset a knock at a wrong port, so all the other probes do no harm to the scanner. Ports like 7000, 8000, 9000 or 1111, 2222, 3333 are also the first that a person tries, and who has found one of 5003, 5001, 5002 tries its neighbours: ports within 16 of each other count as such. Sizes of pings are no better: `ping` has options to send them in a series.',
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
      const sizes = knockSizeSets(knock.stages);
      const numbers = sizes ?? knockPortSets(knock.stages);
      const pattern = numbers === undefined ? undefined : portPattern(numbers);
      const [first, ...others] = knock.stages;
      if (numbers === undefined || pattern === undefined || first === undefined) continue;
      const named = sizes === undefined ? PORTS : SIZES;
      const text = describePattern(pattern, named, cheapestSweep(knock, FAST));
      const better = pattern.kind === 'neighbours' ? phrase`lie far apart` : phrase`go up and down`;
      yield {
        message: `${phraseOf(named.prefix)}${sequenceText(numbers)} ${text} ${named.advice(better)}`,
        range: rangeOf(first.rule, ...named.properties),
        related: others.map(({ rule }, index) => ({
          message: phrase`knock ${index + 2} of ${knock.stages.length}`,
          range: rangeOf(rule, ...named.properties),
        })),
        fixes: drawNew(analysis, knock, named),
      };
    }
  },
};

/** What the knock asks for by number. */
interface Numbers {
  readonly advice: (better: string) => string;
  readonly title: (numbers: string) => string;
  readonly prefix: string;
  readonly properties: readonly string[];
  /** What goes through all of them in order. */
  readonly series: (direction: 'ascending' | 'descending') => string | undefined;
  readonly draw: (count: number, random: () => number) => number[];
}

const PORTS: Numbers = {
  advice: (better) => phrase`Draw ports that ${better}.`,
  title: (numbers) => phrase`Draw new ports: ${numbers}`,
  prefix: '',
  properties: ['dst-port', 'port'],
  series: () => undefined,
  draw: drawPorts,
};

const SIZES: Numbers = {
  advice: (better) => phrase`Draw sizes that ${better}.`,
  title: (numbers) => phrase`Draw new sizes: ${numbers}`,
  prefix: phraseKey`The sizes `,
  properties: ['packet-size'],
  series: (direction) =>
    direction === 'ascending'
      ? phrase`a series of pings that grow meets them in order`
      : phrase`a series of pings that shrink meets them in order`,
  draw: drawPacketSizes,
};

/** Whether a sweep opens it is tried, for traps and timers have a say in it. */
function describePattern(pattern: PortPattern, { series }: Numbers, found: Sweep | undefined): string {
  const guess = phrase`they are easy to guess`;
  const swept =
    found?.passes === 1
      ? found.direction === 'ascending'
        ? phrase`one ascending sweep opens this knock with ${amount(found.packets)} packets`
        : phrase`one descending sweep opens this knock with ${amount(found.packets)} packets`
      : undefined;
  const isDown = pattern.kind === 'descending' || (pattern.kind === 'steps' && pattern.step < 0);
  const one = swept ?? series(isDown ? 'descending' : 'ascending');
  switch (pattern.kind) {
    case 'steps':
      return Math.abs(pattern.step) === 1
        ? phrase`are in order: ${one ?? guess}.`
        : phrase`are in equal steps of ${Math.abs(pattern.step)}: ${one === undefined ? '' : phrase`${one}, and `}${guess}.`;
    case 'ascending':
      return phrase`only go up: ${one ?? guess}.`;
    case 'descending':
      return phrase`only go down: ${one ?? guess}.`;
    case 'neighbours':
      return phrase`lie within ${pattern.distance} of each other: who finds one tries the numbers beside it${swept === undefined ? '' : phrase`, and ${swept}`}.`;
    case 'repeated-digits':
      return phrase`are each one digit repeated, which is what a person tries first.`;
  }
}

function drawNew(analysis: Analysis, knock: Knock, { properties: names, title, draw }: Numbers): Fix[] {
  const properties = knock.stages.map(({ rule }) => names.map((name) => placedOf(rule, name)).find(Boolean));
  if (properties.length > 8 || properties.some((property) => property === undefined)) return [];
  const numbers = draw(properties.length, analysis.random);
  return [
    {
      title: title(numbers.join(', ')),
      safe: false,
      edits: properties.map((property, index) => ({
        range: (property as NonNullable<typeof property>).valueRange,
        newText: String(numbers[index]),
      })),
    },
  ];
}
