import { protocolNumber } from '../packet/protocol.ts';
import { addressesOf, type ExpectationName, expectationNames, quoted } from './expectation.ts';

/** Where an expectation, or a part of a zone, names a zone; bare words only where `isZone` says that they do. */
export function zoneNames(text: string, isZone: (name: string) => boolean): ExpectationName[] {
  return expectationNames(text).filter(({ kind, name }) => kind === 'zone' || (kind === 'name' && isZone(name)));
}

/** A name of a zone as an expectation writes it: what would mean something else stands in quotes. */
export function zoneWord(name: string): string {
  const isTaken =
    RESERVED.has(name) || addressesOf(name) !== undefined || protocolNumber(name) !== undefined || /=|->/.test(name);
  return isTaken ? `"${name}"` : quoted(name);
}

const RESERVED: ReadonlySet<string> = new Set([
  ...['internet', 'elsewhere', 'any', 'router', 'ipv4', 'ipv6'],
  ...['interface', 'interfaces', 'list', 'zone', 'after', 'by', 'assuming'],
]);
