import { describe, expect, it } from 'vitest';
import { icmpName, parseIcmpOptions } from '../../server/src/packet/icmp.ts';
import { protocolName, protocolNumber, protocolNumbers } from '../../server/src/packet/protocol.ts';

describe('protocolNumber', () => {
  it.each([
    ['tcp', 6],
    ['udp', 17],
    ['icmp', 1],
    ['icmpv6', 58],
    ['ipsec-esp', 50],
    ['47', 47],
    ['0', 0],
    ['255', 255],
  ])('knows %s', (text, number) => {
    expect(protocolNumber(text)).toBe(number);
  });

  it.each(['', '256', 'TCP', '!tcp', 'constructor', '-1'])('does not guess %j', (text) => {
    expect(protocolNumber(text)).toBeUndefined();
  });

  it('has one name for each number', () => {
    for (const [name, number] of Object.entries(protocolNumbers)) expect(protocolName(number)).toBe(name);
    expect(protocolName(253)).toBeUndefined();
  });
});

describe('ICMP', () => {
  it.each([
    ['8', { type: 8, codes: undefined }],
    ['8:0', { type: 8, codes: [0, 0] }],
    ['3:0-5', { type: 3, codes: [0, 5] }],
    ['8:0-255', { type: 8, codes: [0, 255] }],
  ])('reads %s', (text, options) => {
    expect(parseIcmpOptions(text)).toEqual(options);
  });

  it.each(['', 'echo', '256', '3:5-1', '3:256', '8:', '!8'])('does not guess %j', (text) => {
    expect(parseIcmpOptions(text)).toBeUndefined();
  });

  it('names types and codes per family', () => {
    expect(icmpName('ip', 8)).toBe('echo request');
    expect(icmpName('ip', 3, 4)).toBe('fragmentation needed');
    expect(icmpName('ip', 8, 0)).toBe('echo request');
    expect(icmpName('ipv6', 8)).toBeUndefined();
    expect(icmpName('ipv6', 135)).toBe('neighbour solicitation');
  });
});
