import { parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import { parsePorts } from '../packet/ports.ts';
import { protocolNumber } from '../packet/protocol.ts';
import type { Family, Matcher } from './firewall.ts';

/** Whether every packet that passes `narrow` passes `wide`; both are matchers of the same name. */
export function covers(wide: Matcher, narrow: Matcher, family: Family): boolean {
  if (wide.text === narrow.text && wide.negated === narrow.negated) return true;
  if (!wide.property.constant || !narrow.property.constant) return false;
  switch (wide.name) {
    case 'dst-port':
    case 'src-port':
    case 'packet-size':
      return coversSet(wide, narrow, ports);
    case 'src-address':
    case 'dst-address':
      return family === 'ip' ? coversSet(wide, narrow, ipv4) : coversSet(wide, narrow, ipv6);
    case 'protocol': {
      const same = protocolNumber(wide.text) === protocolNumber(narrow.text) && protocolNumber(wide.text) !== undefined;
      const known = protocolNumber(wide.text) !== undefined && protocolNumber(narrow.text) !== undefined;
      if (wide.negated === narrow.negated) return same;
      return wide.negated && !narrow.negated && known && !same;
    }
    case 'connection-state':
    case 'dst-address-type':
    case 'src-address-type':
      return coversNames(wide, narrow);
    default:
      return false;
  }
}

/** Each value is compared with many others; reading it once is most of the speed. The bound keeps the memory small. */
function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined && !known.has(text)) {
      if (known.size >= 20_000) known.clear();
      value = read(text);
      known.set(text, value);
    }
    return value as T;
  };
}

const ports = remembered(parsePorts);
const ipv4 = remembered(parseIpv4Set);
const ipv6 = remembered(parseIpv6Set);

interface Subsettable<T> {
  isSubset(other: T): boolean;
  intersects(other: T): boolean;
}

function coversSet<T extends Subsettable<T>>(
  wide: Matcher,
  narrow: Matcher,
  read: (text: string) => T | undefined,
): boolean {
  const outer = read(wide.text);
  const inner = read(narrow.text);
  if (outer === undefined || inner === undefined) return false;
  if (!wide.negated) return !narrow.negated && inner.isSubset(outer);
  return narrow.negated ? outer.isSubset(inner) : !inner.intersects(outer);
}

/** Lists of names of which a packet has exactly one. */
function coversNames(wide: Matcher, narrow: Matcher): boolean {
  const outer = new Set(wide.text.split(','));
  const inner = narrow.text.split(',');
  if (!wide.negated) return !narrow.negated && inner.every((name) => outer.has(name));
  return narrow.negated ? [...outer].every((name) => inner.includes(name)) : inner.every((name) => !outer.has(name));
}
