/**
 * Scripts that ask for more work than their length lets expect, by what multiplies in them. Each grows with `count`; the
 * sizes are such that each has some hundred kilobytes.
 */
export interface HostileScript {
  readonly what: string;
  readonly count: number;
  readonly text: (count: number) => string;
}

export const HOSTILE_SCRIPTS: readonly HostileScript[] = [
  rules('rules for as many hardware addresses', 8_000, (i) => `chain=forward action=accept src-mac-address=${mac(i)}`),
  rules('rules for as many lists', 8_000, (i) => `chain=forward action=accept src-address-list=l${i}`),
  rules('rules for as many marks', 8_000, (i) => `chain=forward action=accept packet-mark=m${i}`),
  rules('rules for two ports and an address each', 5_000, (i) =>
    [`chain=input action=${i % 3 === 0 ? 'drop' : 'accept'} protocol=tcp`, `src-address=198.51.100.${i % 256}`]
      .concat(`dst-port=${1 + (i % 30_000)},${30_001 + (i % 30_000)}`)
      .join(' '),
  ),
  rules('rules that ask for what no packet shows', 5_000, (i) => `chain=input action=drop content=c${i}`),
  {
    what: 'knocks of two steps',
    count: 1_000,
    text: (count) =>
      filter(count, (i) => [
        `${stage(`a${i}`, 1_000 + 2 * i)}`,
        `${stage(`b${i}`, 1_001 + 2 * i)} src-address-list=a${i}`,
        `chain=input action=accept protocol=tcp dst-port=22 src-address-list=b${i}`,
      ]),
  },
  {
    what: 'lists that fill each other',
    count: 3_000,
    text: (count) =>
      filter(count, (i) => [`${stage(`l${i % 50}`, 1_000 + i)} src-address-list=l${(i * 31) % 50}`]) +
      'add chain=input action=accept src-address-list=l0\n',
  },
  ladder('jumps for who is on a list and for who is not', 2_500, (i) => [
    `src-address-list=l${i}`,
    `src-address-list=!l${i}`,
  ]),
  ladder('two jumps each for all packets', 2_500, () => ['', '']),
  ladder('one jump each, deep', 8_000, () => ['']),
  rules('returns for lists, below jumps for others', 4_000, (i) =>
    i % 2 === 0
      ? `chain=c${i} action=return src-address-list=a${i}`
      : `chain=input action=jump jump-target=c${i - 1} src-address-list=!b${i}`,
  ),
  {
    what: 'moves to the top',
    count: 4_000,
    text: (count) =>
      filter(count, (i) => [`chain=input action=accept protocol=tcp dst-port=${1 + i}`]) +
      `move ${count - 1} 0\n`.repeat(count),
  },
  {
    what: 'changes of all items',
    count: 3_000,
    text: (count) =>
      filter(count, (i) => [`chain=input action=accept protocol=tcp dst-port=${1 + i} comment=c${i}`]) +
      'set [find comment~"c"] disabled=no\n'.repeat(count),
  },
  {
    what: 'ranges of IPv6',
    count: 3_000,
    text: (count) =>
      `/ipv6 firewall filter\n${lines(count, (i) => `add chain=input action=${i % 2 === 0 ? 'accept' : 'drop'} src-address=2001:db8:${i.toString(16)}::-2001:db8:${(i + 1_000).toString(16)}::ffff`)}`,
  },
  {
    what: 'lists of interfaces that include each other',
    count: 10_000,
    text: (count) =>
      `/interface list\n${lines(count, (i) => `add name=L${i}${i > 1 ? ` include=L${i - 1},L${i - 2}` : ''}`)}` +
      `/ip firewall filter\nadd chain=input in-interface-list=L${count - 1} action=accept\n`,
  },
  { what: 'variables', count: 8_000, text: (count) => lines(count, (i) => `:local v${i} ${i}\n:put $v${i}`) },
  { what: 'backslashes', count: 100_000, text: (count) => '\\'.repeat(count) },
  { what: 'closing brackets', count: 20_000, text: (count) => '}\n]\n)\n'.repeat(count) },
  { what: 'brackets in brackets', count: 100_000, text: (count) => '['.repeat(count) },
];

function rules(what: string, count: number, rule: (number: number) => string): HostileScript {
  return { what, count, text: (many) => filter(many, (number) => [rule(number)]) };
}

/** Chains, each of which leads to the next by so many jumps as there are matchers. */
function ladder(what: string, count: number, matchers: (chain: number) => readonly string[]): HostileScript {
  const jumps = (i: number): string[] =>
    matchers(i).map((matcher) => `chain=${i === 0 ? 'input' : `c${i}`} action=jump jump-target=c${i + 1} ${matcher}`);
  return { what, count, text: (many) => `${filter(many, jumps)}add chain=c${many} action=return\n` };
}

function filter(count: number, several: (number: number) => readonly string[]): string {
  return `/ip firewall filter\n${lines(count, (number) =>
    several(number)
      .map((rule) => `add ${rule}`)
      .join('\n'),
  )}`;
}

function lines(count: number, line: (number: number) => string): string {
  return Array.from({ length: count }, (_, number) => `${line(number)}\n`).join('');
}

function stage(list: string, port: number): string {
  return `chain=input action=add-src-to-address-list address-list=${list} address-list-timeout=1m protocol=tcp dst-port=${port}`;
}

function mac(number: number): string {
  const bytes = [number >> 16, number >> 8, number].map((byte) => (byte & 255).toString(16).padStart(2, '0'));
  return `02:00:00:${bytes.join(':')}`;
}
