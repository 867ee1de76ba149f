/** ICMP and ICMPv6 message types, for sentences and completion. */

/** The value of `icmp-options`: a type and, where given, the codes it covers. */
export interface IcmpOptions {
  readonly type: number;
  readonly codes: readonly [low: number, high: number] | undefined;
}

/** Reads `8`, `8:0` and `3:0-5` (`docs/facts/firewall.md#matchers`); the caller has stripped a leading `!`. */
export function parseIcmpOptions(text: string): IcmpOptions | undefined {
  const match = /^(\d{1,3})(?::(\d{1,3})(?:-(\d{1,3}))?)?$/.exec(text);
  if (match === null) return undefined;
  const type = Number(match[1]);
  const low = match[2] === undefined ? undefined : Number(match[2]);
  const high = match[3] === undefined ? low : Number(match[3]);
  if (type > 255 || (low ?? 0) > (high ?? 0) || (high ?? 0) > 255) return undefined;
  return { type, codes: low === undefined || high === undefined ? undefined : [low, high] };
}

/** What a message type is called, narrowed to its code where the code has a name of its own. */
export function icmpName(family: 'ip' | 'ipv6', type: number, code?: number): string | undefined {
  const names = family === 'ip' ? icmpNames : icmpv6Names;
  return (code === undefined ? undefined : names[`${type}:${code}`]) ?? names[`${type}`];
}

const icmpNames: Readonly<Record<string, string>> = {
  '0': 'echo reply',
  '3': 'destination unreachable',
  '3:0': 'network unreachable',
  '3:1': 'host unreachable',
  '3:2': 'protocol unreachable',
  '3:3': 'port unreachable',
  '3:4': 'fragmentation needed',
  '3:6': 'network unknown',
  '3:7': 'host unknown',
  '3:9': 'network prohibited',
  '3:10': 'host prohibited',
  '3:13': 'administratively prohibited',
  '4': 'source quench',
  '5': 'redirect',
  '8': 'echo request',
  '9': 'router advertisement',
  '10': 'router solicitation',
  '11': 'time exceeded',
  '11:0': 'TTL exceeded in transit',
  '11:1': 'reassembly time exceeded',
  '12': 'parameter problem',
  '13': 'timestamp request',
  '14': 'timestamp reply',
  '17': 'address mask request',
  '18': 'address mask reply',
};

const icmpv6Names: Readonly<Record<string, string>> = {
  '1': 'destination unreachable',
  '1:0': 'no route',
  '1:1': 'administratively prohibited',
  '1:3': 'address unreachable',
  '1:4': 'port unreachable',
  '2': 'packet too big',
  '3': 'time exceeded',
  '3:0': 'hop limit exceeded in transit',
  '3:1': 'reassembly time exceeded',
  '4': 'parameter problem',
  '128': 'echo request',
  '129': 'echo reply',
  '130': 'multicast listener query',
  '131': 'multicast listener report',
  '132': 'multicast listener done',
  '133': 'router solicitation',
  '134': 'router advertisement',
  '135': 'neighbour solicitation',
  '136': 'neighbour advertisement',
  '137': 'redirect',
  '143': 'multicast listener report v2',
};
