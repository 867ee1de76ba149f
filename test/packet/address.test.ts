import { describe, expect, it } from 'vitest';
import {
  formatIpv4,
  formatIpv4Set,
  formatIpv6,
  formatIpv6Set,
  parseIpv4,
  parseIpv4Set,
  parseIpv6,
  parseIpv6Set,
} from '../../server/src/packet/address.ts';

describe('IPv4', () => {
  it.each([
    ['192.168.88.1', '192.168.88.1'],
    ['10.1', '10.0.0.1'],
    ['1.2.3', '1.2.0.3'],
    ['255.255.255.255', '255.255.255.255'],
    ['0.0.0.0', '0.0.0.0'],
  ])('reads %s', (text, printed) => {
    const address = parseIpv4(text);
    expect(address === undefined ? undefined : formatIpv4(address)).toBe(printed);
  });

  it.each(['', '10', '256.1.1.1', '1.2.3.4.5', '1..2', '01.2.3.4', 'router.lan', '1.2.3.4 ', '$ip'])(
    'does not guess %j',
    (text) => {
      expect(parseIpv4(text)).toBeUndefined();
    },
  );

  it.each([
    ['10.0.0.0/8', '10.0.0.0/8', 2 ** 24],
    ['10.9.8.7/8', '10.0.0.0/8', 2 ** 24],
    ['2.2/24', '2.0.0.0/24', 256],
    ['192.168.0.0/255.255.254.0', '192.168.0.0/23', 512],
    ['0.0.0.0/0', '0.0.0.0/0', 2 ** 32],
    ['10.0.0.1', '10.0.0.1', 1],
    ['10.0.0.1/32', '10.0.0.1', 1],
    ['192.168.0.0-192.168.1.255', '192.168.0.0/23', 512],
    ['192.168.33.10-192.168.33.20', '192.168.33.10-192.168.33.20', 11],
  ])('reads the set %s', (text, printed, size) => {
    const set = parseIpv4Set(text);
    expect(set && formatIpv4Set(set)).toBe(printed);
    expect(set?.size()).toBe(size);
  });

  it.each(['10.0.0.0/33', '10.0.0.0/255.0.255.0', '10.0.0.9-10.0.0.1', '10.0.0.0/', '10.0.0.1-', 'a.b.c', '::1'])(
    'does not guess the set %j',
    (text) => {
      expect(parseIpv4Set(text)).toBeUndefined();
    },
  );
});

describe('IPv6', () => {
  it.each([
    ['::', '::'],
    ['::1', '::1'],
    ['fe80::1%ether1', 'fe80::1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['::ffff:1.2.3.4', '::ffff:102:304'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['1::', '1::'],
  ])('reads %s', (text, printed) => {
    const address = parseIpv6(text);
    expect(address === undefined ? undefined : formatIpv6(address)).toBe(printed);
  });

  it.each(['', ':', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', 'g::', '1.2.3.4::', 'fe80::1%', '::12345'])(
    'does not guess %j',
    (text) => {
      expect(parseIpv6(text)).toBeUndefined();
    },
  );

  it.each([
    ['2001:db8::/32', '2001:db8::/32', 1n << 96n],
    ['fe80::1/10', 'fe80::/10', 1n << 118n],
    ['::1', '::1', 1n],
    ['::/0', '::/0', 1n << 128n],
  ])('reads the set %s', (text, printed, size) => {
    const set = parseIpv6Set(text);
    expect(set && formatIpv6Set(set)).toBe(printed);
    expect(set?.size()).toBe(size);
  });

  it.each(['2001:db8::/129', '::1-::2', '10.0.0.0/8', '::/'])('does not guess the set %j', (text) => {
    expect(parseIpv6Set(text)).toBeUndefined();
  });
});
