import {
  type Configuration,
  type ConfigurationItem,
  isDisabled,
  type PlacedProperty,
  placed,
  textOf,
} from '../execution/configuration.ts';
import { phrase } from '../language/phrase.ts';
import { quoted } from './common/places.ts';
import type { Rule } from './rule.ts';

/** Lists of interfaces that are made of each other, bridges and bonds that are ports of each other. */
export const circularInterfaces: Rule = {
  meta: {
    id: 'circular-interfaces',
    summary: 'A list of interfaces is made of itself, or a bridge is a port of itself.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'Who is on a list that includes or excludes itself, by way of others too, is said nowhere, and a bridge that is its own port passes no packet. What the firewall does with their packets cannot be told, so rules that ask for them are judged as doubtful.',
    remedy: 'Take one of the names out of the circle.',
    bad: `/interface list
add name=LAN include=TRUSTED
add name=TRUSTED include=LAN
/interface list member
add interface=bridge list=LAN
`,
    good: `/interface list
add name=LAN
add name=TRUSTED include=LAN
/interface list member
add interface=bridge list=LAN
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Interface lists: include, exclude; Bridging and switching.'],
  },

  *check({ configuration }) {
    const links = linksOf(configuration);
    yield;
    for (const circle of circles(links)) {
      yield;
      if (circle === undefined) continue;
      const [first, ...others] = circle;
      if (first === undefined) continue;
      const ways = others.length === 0 ? '' : phrase` by way of ${others.map(({ from }) => quoted(from)).join(', ')}`;
      const { kind, from, property } = first;
      yield {
        message:
          kind === 'list'
            ? phrase`The list of interfaces ${quoted(from)} is made of itself${ways}, so nobody can tell who is on it. Take one of the names out.`
            : phrase`${quoted(from)} is a port of itself${ways}, so no packet comes by it. Take one of the ports out.`,
        range: property.valueRange,
        related: others.map((other) => ({ message: phrase`part of the circle`, range: other.property.valueRange })),
      };
    }
  },
};

interface Link {
  readonly kind: 'list' | 'port';
  readonly from: string;
  readonly to: string;
  /** Where the file says so. */
  readonly property: PlacedProperty;
}

/** What lists are made of and what interfaces are ports of, as far as the file settles it, in its order. */
function linksOf({ menus, opaqueMenus }: Configuration): Link[] {
  const links: Link[] = [];
  const read = (menu: string, links: (item: ConfigurationItem) => void): void => {
    if (opaqueMenus.has(menu)) return;
    for (const item of menus.get(menu) ?? []) if (!item.conditional && !isDisabled(item)) links(item);
  };
  const add = (
    kind: Link['kind'],
    from: string | undefined,
    to: string | undefined,
    property?: PlacedProperty,
  ): void => {
    if (from === undefined || to === undefined || property?.constant !== true) return;
    links.push({ kind, from, to, property });
  };
  read('/interface/list', (item) => {
    for (const name of ['include', 'exclude']) {
      const property = placed(item, item.properties.get(name));
      for (const other of property?.text.split(',') ?? []) add('list', textOf(item, 'name'), other, property);
    }
  });
  read('/interface/bridge/port', (item) =>
    add('port', textOf(item, 'interface'), textOf(item, 'bridge'), placed(item, item.properties.get('interface'))),
  );
  read('/interface/bonding', (item) => {
    const slaves = placed(item, item.properties.get('slaves'));
    for (const slave of slaves?.text.split(',') ?? []) add('port', slave, textOf(item, 'name'), slaves);
  });
  return links;
}

/** Each circle of links once, from its first link in the file on, and nothing where there is more to do. */
function* circles(links: readonly Link[]): Generator<readonly Link[] | undefined, void> {
  const ways = new Map<string, Link[]>();
  for (const link of links) {
    const key = `${link.kind} ${link.from}`;
    ways.set(key, [...(ways.get(key) ?? []), link]);
  }
  yield;
  const left = yield* withoutEnds(ways);
  for (const start of [...left.keys()]) {
    const path: Link[] = [];
    const places = new Map<string, number>();
    // From what is left a way leads on to what is left, until it has been there before.
    for (let key = start; left.has(key); ) {
      const place = places.get(key);
      if (place !== undefined) {
        const circle = path.slice(place);
        const first = circle.reduce((a, b) => (a.property.range.start <= b.property.range.start ? a : b));
        const at = circle.indexOf(first);
        yield [...circle.slice(at), ...circle.slice(0, at)];
        break;
      }
      places.set(key, path.length);
      const link = left.get(key)?.find(({ kind, to }) => left.has(`${kind} ${to}`));
      if (link === undefined) break;
      path.push(link);
      key = `${link.kind} ${link.to}`;
    }
    for (const key of places.keys()) left.delete(key);
  }
}

/** What takes about a millisecond. */
const LINKS_OF_A_STEP = 1_000;

/** Without the names from which no way leads into a circle. */
function* withoutEnds(ways: ReadonlyMap<string, readonly Link[]>): Generator<undefined, Map<string, readonly Link[]>> {
  const left = new Map(ways);
  const sources = new Map<string, string[]>();
  const count = new Map<string, number>();
  let looked = 0;
  for (const [key, links] of ways) {
    if (++looked % LINKS_OF_A_STEP === 0) yield;
    const known = links.filter(({ kind, to }) => ways.has(`${kind} ${to}`));
    count.set(key, known.length);
    for (const { kind, to } of known) {
      const target = `${kind} ${to}`;
      const from = sources.get(target);
      if (from === undefined) sources.set(target, [key]);
      else from.push(key);
    }
  }
  yield;
  const ends = [...count].filter(([, number]) => number === 0).map(([key]) => key);
  for (let key = ends.pop(); key !== undefined; key = ends.pop()) {
    if (++looked % LINKS_OF_A_STEP === 0) yield;
    left.delete(key);
    for (const source of sources.get(key) ?? []) {
      const number = (count.get(source) ?? 0) - 1;
      count.set(source, number);
      if (number === 0) ends.push(source);
    }
  }
  return left;
}
