import type { Argument } from '../catalog/catalog.ts';
import { phrase } from '../language/phrase.ts';
import { nearest } from '../text/nearMiss.ts';
import { type Fault, outside } from './valueFault.ts';

/**
 * What is wrong with a value in a menu whose arguments were not checked one by one. There the type is what one version
 * of the router says of it, and a value may have more forms than that: only what no form allows is a fault.
 */
export function usualFault(value: string, argument: Argument, menu: string): Fault | undefined {
  const { name, type, values = [] } = argument;
  switch (type.kind) {
    case 'boolean':
      return switchFault(value, name) ?? (name === 'disabled' ? noBoolean(value, name) : undefined);
    case 'mac-address':
      return value.includes('/') ? undefined : macFault(value, name);
    case 'address':
    case 'addresses':
    case 'prefix':
      return addressFault(value, name);
    case 'prefix6':
      return prefix6Fault(value);
    case 'flags':
      return flagFault(value, name, values);
    case 'number':
      return numberFault(value, name, type.min ?? 0, type.max);
    default: {
      if (ADDRESSES.get(menu)?.includes(name) === true) return addressFault(value, name) ?? prefix6Fault(value);
      const bounds = NUMBERS.get(name) ?? NUMBERS.get(`${menu} ${name}`);
      return bounds === undefined ? undefined : numberFault(value, name, ...bounds);
    }
  }
}

/** Something other than `yes` and `no`, as other systems call it. */
export function switchFault(value: string, name: string): Fault | undefined {
  const word = value.toLowerCase();
  const meant = YES.has(word) ? 'yes' : NO.has(word) ? 'no' : undefined;
  if (meant === undefined) return undefined;
  return {
    part: value,
    at: 0,
    message: phrase`${name} is \`yes\` or \`no\`, so RouterOS refuses \`${value}\`. Did you mean \`${meant}\`?`,
    replacement: meant,
  };
}

/** All menus of items have it, and none knows another word there. */
function noBoolean(value: string, name: string): Fault | undefined {
  if (/^(?:y(?:es?)?|no?|true|false)$/.test(value)) return undefined;
  const message = phrase`${name} is \`yes\` or \`no\`, so RouterOS refuses \`${value}\`. Write one of the two.`;
  return { part: value, at: 0, message };
}

const YES: ReadonlySet<string> = new Set(['on', 'enable', 'enabled']);
const NO: ReadonlySet<string> = new Set(['off', 'disable', 'disabled']);

export function macFault(value: string, name: string): Fault | undefined {
  const groups = value.split(/[:.-]/);
  if (groups.length < 4 || !groups.every((group) => /^[0-9a-z]{1,2}$/i.test(group))) return undefined;
  const wrong = groups.find((group) => !/^[0-9a-f]+$/i.test(group));
  if (groups.length === 6 && wrong === undefined) return undefined;
  const why =
    wrong === undefined ? phrase`it has ${groups.length} parts, not 6` : phrase`\`${wrong}\` is not hexadecimal`;
  return {
    part: value,
    at: 0,
    message: phrase`${name} is no MAC address: ${why}. RouterOS refuses the command; correct the address.`,
  };
}

/** Four numbers that are no IPv4 address, or a prefix length that IPv4 has not, in any list or range. */
function addressFault(value: string, name: string): Fault | undefined {
  for (const { 0: text, 1: address = '', 2: length, index } of value.matchAll(QUAD)) {
    if (address.split('.').some((octet) => Number(octet) > 255)) {
      return {
        part: address,
        at: index,
        message: phrase`\`${address}\` is no IPv4 address: its parts go from 0 to 255. RouterOS refuses it as ${name}; correct the address.`,
      };
    }
    if (length !== undefined && Number(length) > 32) {
      return {
        part: `/${length}`,
        at: index + text.length - length.length - 1,
        message: phrase`\`/${length}\` is no prefix length of IPv4, which has 32 bits, so RouterOS refuses it. Write 0 to 32.`,
      };
    }
  }
  return undefined;
}

/** The bounds keep out what is part of a longer word, such as a version or the name of a host. */
const QUAD = /(?<![\w.:]|[A-Za-z][\w.]*-)(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?:\/(\d{1,3}))?(?![\w.:/])/g;

/** A prefix length that IPv6 has not. */
function prefix6Fault(value: string): Fault | undefined {
  const [, address, length] = /^([0-9a-f:]*:[0-9a-f:]*)\/(\d{1,9})$/i.exec(value) ?? [];
  if (address === undefined || length === undefined || Number(length) <= 128) return undefined;
  return {
    part: `/${length}`,
    at: address.length,
    message: phrase`\`/${length}\` is no prefix length of IPv6, which has 128 bits, so RouterOS refuses it. Write 0 to 128.`,
  };
}

/** The set of words is that of one version, so only a slip in one of them counts, and none in a digit. */
function flagFault(value: string, name: string, values: readonly string[]): Fault | undefined {
  let at = 0;
  for (const part of value.split(',')) {
    const near = values.some((known) => known.startsWith(part)) ? undefined : nearest(part, values);
    const isSlip =
      near?.certain === true && part.length >= LONG_ENOUGH && part.replace(/\D/g, '') === near.name.replace(/\D/g, '');
    if (isSlip && near !== undefined) {
      const message = phrase`RouterOS has no ${name} \`${part}\`, so it refuses the command. Did you mean \`${near.name}\`?`;
      return { part, at, message, replacement: near.name };
    }
    at += part.length + 1;
  }
  return undefined;
}

const LONG_ENOUGH = 4;

function numberFault(value: string, name: string, min: number, max: number | undefined): Fault | undefined {
  if (max === undefined || !/^\d{1,15}$/.test(value)) return undefined;
  const number = Number(value);
  return number < min || number > max ? { part: value, at: 0, message: outside(value, name, min, max) } : undefined;
}

/** Arguments that hold IPv4 addresses, prefixes, ranges or lists of them, whatever else they may hold (manual). */
const ADDRESSES: ReadonlyMap<string, readonly string[]> = new Map([
  ['/ip/address', ['address', 'network', 'broadcast']],
  ['/ip/route', ['dst-address', 'gateway', 'pref-src']],
  ['/ip/dns', ['servers']],
  ['/ip/dns/static', ['address']],
  ['/ip/dhcp-server/network', ['address', 'gateway', 'dns-server', 'ntp-server', 'wins-server']],
  ['/ip/dhcp-server/lease', ['address']],
  ['/ip/pool', ['ranges']],
  ['/ip/ipsec/policy', ['src-address', 'dst-address']],
  ['/interface/wireguard/peers', ['allowed-address']],
  ['/ppp/secret', ['local-address', 'remote-address']],
  ['/ppp/profile', ['local-address', 'remote-address', 'dns-server']],
  ['/queue/simple', ['target']],
  ['/routing/rule', ['src-address', 'dst-address']],
  ['/user', ['address']],
  ['/ipv6/address', ['address']],
  ['/ipv6/route', ['dst-address']],
]);

/** Numbers with bounds that the protocols set, everywhere or in one menu. */
const NUMBERS: ReadonlyMap<string, readonly [min: number, max: number]> = new Map([
  ['listen-port', [0, 65_535]],
  ['endpoint-port', [0, 65_535]],
  ['vlan-id', [0, 4095]],
  ['/ip/route distance', [0, 255]],
  ['/queue/simple priority', [1, 8]],
  ['/queue/tree priority', [1, 8]],
]);
