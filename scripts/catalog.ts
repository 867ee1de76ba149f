/**
 * Writes `server/src/catalog/generated/`: the menus, commands and arguments of RouterOS in every version whose tree is
 * given, and what is known of the firewall's arguments.
 * Usage: npm run catalog -- [--firewall FILE] [--completions FILE] [--required FILE] [--check] INSPECT.json…
 *
 * INSPECT.json are the router's own trees (kinds dir, path, cmd, arg), named after their version: `7.24.json`, with
 * `-base` for a router without extra packages. `--completions` is one more such tree, of a router without packages,
 * that also holds what the router offers for each value. `--firewall` describes the arguments of the firewall menus,
 * `--required` tells what `add` demands. Without any file those in ../shared/routeros are read. The output depends on
 * nothing else and is sorted; `--check` writes nothing and fails if the files are not the same.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ArgumentFacts } from '../server/src/catalog/catalog.ts';
import { isNode, type TreeNode } from '../server/src/catalog/inspectNode.ts';
import type { ValueType } from '../server/src/catalog/valueType.ts';
import { compareVersions } from '../server/src/catalog/version.ts';
import { portProtocols } from '../server/src/packet/protocol.ts';
import { packTree, type RequiredArguments, type Sample } from './packTree.ts';
import { root } from './process.ts';

interface FirewallArgument {
  readonly role: ArgumentFacts['role'];
  readonly manual_typ?: string;
  readonly manual_enum?: readonly string[];
  readonly completion_7_22_3?: readonly string[];
  readonly negatable?: boolean;
  readonly mandatory?: boolean;
  readonly syscap?: string;
  readonly requires_protocol?: readonly string[];
  readonly first_seen_among_sampled?: string;
  readonly absent_in_previous_sample?: string;
  readonly gone_in_next_sample?: string;
  readonly ansible_version_condition?: readonly (readonly (readonly string[])[])[];
}

interface FirewallFile {
  readonly menus: Readonly<Record<string, { readonly add_args: Readonly<Record<string, FirewallArgument>> }>>;
}

/** What a router said to an `add` without arguments. */
interface RequiredRow {
  readonly path: string;
  readonly required: readonly string[];
  readonly rawError: string;
}

/** Menus outside the firewall whose arguments the analyser reads; their types are told by hand in `types` below. */
const furtherMenus = ['/interface/list', '/interface/list/member', '/ip/service'];

/** Types that the sources leave open, by argument or by menu and argument. */
const types: Readonly<Record<string, ValueType>> = {
  'address-list': { kind: 'address-list' },
  'address-list-timeout': { kind: 'list-timeout' },
  chain: { kind: 'chain' },
  comment: { kind: 'string' },
  'copy-from': { kind: 'id' },
  disabled: { kind: 'boolean' },
  'dst-address-list': { kind: 'address-list' },
  'dst-limit': { kind: 'rate' },
  'in-bridge-port-list': { kind: 'interface-list' },
  'in-interface-list': { kind: 'interface-list' },
  'jump-target': { kind: 'chain' },
  'layer7-protocol': { kind: 'layer7-protocol' },
  limit: { kind: 'rate' },
  list: { kind: 'address-list' },
  'new-connection-mark': { kind: 'mark' },
  'new-packet-mark': { kind: 'mark' },
  'new-routing-mark': { kind: 'routing-table' },
  'connection-mark': { kind: 'mark' },
  'packet-mark': { kind: 'mark' },
  'routing-mark': { kind: 'routing-table' },
  'out-bridge-port-list': { kind: 'interface-list' },
  'out-interface-list': { kind: 'interface-list' },
  'place-before': { kind: 'id' },
  protocol: { kind: 'protocol' },
  'sniff-target-port': { kind: 'port' },
  'socks5-port': { kind: 'port' },
  'src-address-list': { kind: 'address-list' },
  'to-ports': { kind: 'number-range', min: 0, max: 65535 },
  '/ip/firewall/mangle new-dscp': { kind: 'string' },
  '/ipv6/firewall/mangle new-dscp': { kind: 'number', min: 0, max: 63 },
  '/interface/list exclude': { kind: 'interface-lists' },
  '/interface/list include': { kind: 'interface-lists' },
  '/interface/list/member interface': { kind: 'interface' },
  '/interface/list/member list': { kind: 'interface-list' },
  '/ip/service address': { kind: 'prefixes' },
  '/ip/service port': { kind: 'port' },
};

const builtinInterfaceLists = ['all', 'dynamic', 'none', 'static'];
const interfaceGroups = ['all-ethernet', 'all-ppp', 'all-vlan', 'all-wireless'];

/** Values worth offering where the set is open, by argument or by type. */
const suggestions: Readonly<Record<string, readonly string[]>> = {
  boolean: ['no', 'yes'],
  interface: interfaceGroups,
  'interface-list': builtinInterfaceLists,
  'list-timeout': ['none-dynamic', 'none-static'],
  'hop-limit': ['equal:', 'greater-than:', 'less-than:', 'not-equal:'],
  'ipsec-policy': ['in,ipsec', 'in,none', 'out,ipsec', 'out,none'],
  'new-hop-limit': ['decrement:', 'increment:', 'set:'],
  'new-ttl': ['decrement:', 'increment:', 'set:'],
  ttl: ['equal:', 'greater-than:', 'less-than:', 'not-equal:'],
  '/interface/list exclude': builtinInterfaceLists,
  '/interface/list include': builtinInterfaceLists,
  '/interface/list/member interface': [],
  '/interface/list/member list': [],
  '/ip/service tls-version': ['any', 'only-1.2'],
};

/** Completions of the sampled router that name its own things, or that say nothing before their separator. */
const noSuggestions = new Set(['jump-target', 'dst-limit', 'limit', 'tos', 'headers', 'time']);

/** Defaults from the manual (`docs/facts/firewall.md`). */
const defaults: Readonly<Record<string, string>> = {
  action: 'accept',
  'address-list-timeout': 'none-dynamic',
  disabled: 'no',
  log: 'no',
  'log-prefix': '',
  passthrough: 'yes',
  '/ip/service max-sessions': '20',
  '/ipv6/firewall/filter reject-with': 'icmp-no-route',
};

const folder = path.join(root, 'server/src/catalog/generated');
const given = path.join(root, '../shared/routeros');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    firewall: { type: 'string' },
    completions: { type: 'string' },
    required: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
});
const inputs = positionals.length > 0 ? { ...options, trees: positionals } : inputsIn(given);
if (inputs !== undefined) {
  const stale = [...generate(inputs)].filter(([name, text]) => !isUpToDate(path.join(folder, name), text));
  if (options.check) {
    for (const [name] of stale) console.error(`${name} is out of date. Run: npm run catalog`);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of stale) writeFileSync(path.join(folder, name), text);
  }
} else if (options.check) {
  console.log('Skipped: what the catalogue is made from is not in ../shared/routeros.');
} else {
  console.error('Usage: npm run catalog -- [--firewall FILE] [--completions FILE] [--required FILE] INSPECT.json…');
  process.exitCode = 2;
}

interface Inputs {
  readonly firewall?: string | undefined;
  readonly completions?: string | undefined;
  readonly required?: string | undefined;
  readonly trees: readonly string[];
}

function inputsIn(folder: string): Inputs | undefined {
  const trees = path.join(folder, 'inspect');
  if (!existsSync(trees)) return undefined;
  const files = readdirSync(trees).map((name) => path.join(trees, name));
  return {
    firewall: path.join(folder, 'firewall-args.json'),
    completions: files.find((name) => name.endsWith('-completions.json')),
    required: readdirSync(folder)
      .filter((name) => name.startsWith('required-args'))
      .map((name) => path.join(folder, name))[0],
    trees: files.filter((name) => !name.endsWith('-completions.json')),
  };
}

function isUpToDate(file: string, text: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8') === text;
}

/** The files by name. */
function generate({ firewall: firewallFile, completions, required: requiredFile, trees }: Inputs): Map<string, string> {
  const samples: Sample[] = trees.map((file) => ({ version: path.basename(file, '.json'), tree: readJson(file) }));
  if (completions !== undefined) {
    const version = path.basename(completions, '.json').replace(/-completions$/, '-base');
    samples.push({ version, tree: readJson(completions) });
  }
  samples.sort((a, b) => compareVersions(a.version, b.version));
  const newest = samples.findLast(({ version }) => !version.endsWith('-base'))?.tree ?? {};
  const firewall: FirewallFile = firewallFile === undefined ? { menus: {} } : readJson(firewallFile);
  const required = requiredArguments(requiredFile === undefined ? [] : readJson(requiredFile));

  const facts = new Map<string, { facts: ArgumentFacts; menus: string[] }>();
  for (const menu of [...Object.keys(firewall.menus), ...furtherMenus]) {
    for (const fact of menuFacts(menu, newest, firewall, required)) {
      const key = JSON.stringify(fact);
      const row = facts.get(key) ?? { facts: fact, menus: [] };
      row.menus.push(menu);
      facts.set(key, row);
    }
  }
  const rows = [...facts.values()].map((row) => JSON.stringify({ ...row.facts, menus: row.menus.sort() }));
  return new Map([
    [
      'arguments.ts',
      fileOf([
        `import type { ArgumentFacts } from '../catalog.ts';`,
        '',
        '/** What is known of each argument, once for all menus where it is the same. */',
        'export const argumentFacts: readonly (ArgumentFacts & { readonly menus: readonly string[] })[] = [',
        ...rows.sort().map((row) => `  ${row},`),
        '];',
      ]),
    ],
    [
      'tree.ts',
      fileOf([
        `import type { PackedTree } from '../packed.ts';`,
        '',
        `export const tree: PackedTree = ${JSON.stringify(packTree(samples, required), undefined, 2)};`,
      ]),
    ],
  ]);
}

/** Only what the router itself called an argument that is missing; other failures speak of several. */
function requiredArguments(rows: readonly RequiredRow[]): RequiredArguments {
  const told = rows.filter(({ rawError }) => rawError.includes('missing value(s) of argument(s)'));
  return new Map(told.map(({ path, required }) => [path, new Set(required)]));
}

function argumentsOf(command: TreeNode): string[] {
  return Object.entries(command)
    .filter(([name, child]) => isNode(name, child))
    .map(([name]) => name)
    .sort();
}

function child(node: TreeNode, name: string): TreeNode | undefined {
  return Object.entries(node).find((entry): entry is [string, TreeNode] => entry[0] === name && isNode(...entry))?.[1];
}

function descend(tree: TreeNode, path: string): TreeNode {
  let node: TreeNode | undefined = tree;
  for (const word of path.split('/').filter((word) => word !== '')) node = node && child(node, word);
  if (node === undefined) throw new Error(`The tree has no ${path}.`);
  return node;
}

function menuFacts(menu: string, tree: TreeNode, firewall: FirewallFile, required: RequiredArguments): ArgumentFacts[] {
  const described = firewall.menus[menu]?.add_args;
  if (described !== undefined) {
    return Object.entries(described).map(([name, argument]) => firewallFact(menu, name, argument));
  }
  const node = descend(tree, menu);
  const command = child(node, 'add') ?? child(node, 'set');
  if (command === undefined) throw new Error(`${menu} has neither add nor set.`);
  return argumentsOf(command)
    .filter((name) => name !== 'numbers')
    .map((name) =>
      compact({
        name,
        role: ['comment', 'copy-from', 'disabled'].includes(name) ? 'generic' : 'field',
        type: typeByHand(menu, name) ?? { kind: 'string' },
        negatable: false,
        required: required.get(menu)?.has(name) === true,
        default: defaults[`${menu} ${name}`] ?? defaults[name],
        suggestions: suggestionsFor(menu, name, typeByHand(menu, name)?.kind ?? 'string', []),
      }),
    );
}

function firewallFact(menu: string, name: string, argument: FirewallArgument): ArgumentFacts {
  const notation = (argument.manual_typ ?? '').replaceAll(/\s+/g, ' ');
  const type = typeByHand(menu, name) ?? typeOf(notation);
  const closed = type.kind === 'enumeration' || type.kind === 'flags' || type.kind === 'signed-flags';
  const completion = argument.completion_7_22_3 ?? [];
  return compact({
    name,
    role: argument.role,
    type,
    // The manual describes the newest version, so its note of a `!` is lacking for an argument that has gone.
    negatable: argument.negatable === true || (name === 'tls-host' && argument.manual_typ === undefined),
    required: argument.mandatory ?? false,
    default: defaults[`${menu} ${name}`] ?? defaults[name],
    values: closed ? enumerationOf(notation) : undefined,
    suggestions: closed ? undefined : suggestionsFor(menu, name, type.kind, completion),
    protocols: argument.requires_protocol && protocolsInOrder(argument.requires_protocol),
    since: sinceOf(argument),
    until: untilOf(argument),
    hardware: argument.syscap === undefined ? undefined : true,
  });
}

function typeByHand(menu: string, name: string): ValueType | undefined {
  return types[`${menu} ${name}`] ?? types[name];
}

/** Reads the manual's type notation (`super { ! , ubit (…) }`); what it does not settle is a string. */
function typeOf(notation: string): ValueType {
  const body = notation
    .replace(/^super \{ /, '')
    .replace(/^! , /, '')
    .replace(/^, /, '');
  if (/^bool\b/.test(body)) return { kind: 'boolean' };
  if (/array-id/.test(body)) return { kind: 'signed-flags' };
  if (/^ubit \([^)]*\) \{[^}]*\} \}$/.test(body)) return { kind: 'flags' };
  if (/^multi \{ , , range \[ \.\. 65535\] \}/.test(body)) return { kind: 'ports' };
  if (/^enum \([^)]+\)(?: \{[^}]*\} \})?$/.test(body)) return { kind: 'enumeration' };
  if (/^ipRange\b/.test(body)) return { kind: 'addresses' };
  if (/^ip6Prefix\b/.test(body)) return { kind: 'prefix6' };
  if (/^ipAddr\b/.test(body)) return { kind: 'address' };
  if (/^macAddr\b/.test(body)) return { kind: 'mac-address' };
  if (/^iface_enum\b/.test(body)) return { kind: 'interface' };
  if (/^time$/.test(body)) return { kind: 'time' };
  const number = /^num(?: \[ ?(\d*) ?\.\. (\d*) ?\])?(?: \{ \}| \})?$/.exec(body);
  if (number !== null) return bounded('number', number[1], number[2]);
  const range = /^num \[ ?(\d*) ?\.\. (\d*) ?\] , -num \[[^\]]*\] \}$/.exec(body);
  if (range !== null) return bounded('number-range', range[1], range[2]);
  return { kind: 'string' };
}

function bounded(kind: 'number' | 'number-range', min: string | undefined, max: string | undefined): ValueType {
  if (min === undefined && max === undefined) return { kind };
  return { kind, min: Number(min || 0), ...(max ? { max: Number(max) } : {}) };
}

/** The words of the first `enum (a | b)` or `ubit (a, b)`. */
function enumerationOf(notation: string): string[] {
  const words = /(?:enum|ubit) \(([^)]+)\)/.exec(notation)?.[1];
  if (words === undefined) throw new Error(`No enumeration in ${notation}`);
  return words.split(/ ?[|,] ?/).sort();
}

function suggestionsFor(
  menu: string,
  name: string,
  kind: string,
  completion: readonly string[],
): readonly string[] | undefined {
  const told = suggestions[`${menu} ${name}`] ?? suggestions[name] ?? suggestions[kind];
  const found = told ?? (noSuggestions.has(name) ? [] : classifierWords(name, completion));
  return found.length === 0 ? undefined : [...found].sort();
}

/** `per-connection-classifier` goes on after its first word, so the separator belongs to what is offered. */
function classifierWords(name: string, completion: readonly string[]): readonly string[] {
  return name === 'per-connection-classifier' ? completion.map((word) => `${word}:`) : completion;
}

function protocolsInOrder(protocols: readonly string[]): readonly string[] {
  return portProtocols.every((name) => protocols.includes(name)) ? portProtocols : protocols;
}

/**
 * The minor version an argument came with. The samples have gaps; a version is told only if the gap holds no other
 * minor version or a second source names it.
 */
function sinceOf(argument: FirewallArgument): string | undefined {
  const { first_seen_among_sampled: seen, absent_in_previous_sample: absent } = argument;
  if (seen === undefined || absent === undefined) return undefined;
  const named = conditionOf(argument, '>=');
  if (named !== undefined && minor(named) > minor(absent) && minor(named) <= minor(seen)) return named;
  return minor(seen) - minor(absent) === 1 ? `7.${minor(seen)}` : undefined;
}

/** The first minor version without the argument. An argument that only left the x86 tree has not gone. */
function untilOf(argument: FirewallArgument): string | undefined {
  if (argument.gone_in_next_sample === undefined || argument.syscap !== undefined) return undefined;
  return conditionOf(argument, '<');
}

function conditionOf(argument: FirewallArgument, operator: string): string | undefined {
  return argument.ansible_version_condition?.flat().find((condition) => condition[1] === operator)?.[0];
}

function minor(version: string): number {
  return Number(version.split('.')[1]);
}

function compact(facts: { [K in keyof ArgumentFacts]: ArgumentFacts[K] | undefined }): ArgumentFacts {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  ) as unknown as ArgumentFacts;
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

function fileOf(lines: readonly string[]): string {
  return ['/** Made by `npm run catalog`; do not edit. */', ...lines, ''].join('\n');
}
