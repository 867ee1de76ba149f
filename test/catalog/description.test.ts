import { describe, expect, it } from 'vitest';
import { completionFacts, typeOfDescription } from '../../server/src/catalog/description.ts';

describe('a description', () => {
  it.each([
    ['string value', { kind: 'string' }],
    ['string value, max length 31', { kind: 'string', maxLength: 31 }],
    ['string value, min length 2, max length 96', { kind: 'string', minLength: 2, maxLength: 96 }],
    ['hexadecimal string value, max length 16', { kind: 'hex', maxLength: 16 }],
    ['time interval', { kind: 'time' }],
    ['0s..35w3d13h13m56s    (time interval)', { kind: 'time', min: 0, max: 21_474_836_000 }],
    ['00:00:00.020..00:00:30    (time interval)', { kind: 'time', min: 20, max: 30_000 }],
    ['00:00:00.200..    (time interval)', { kind: 'time', min: 200 }],
    ['1s..71w2h27m52s950ms    (time interval)', { kind: 'time', min: 1000, max: 42_949_672_950 }],
    ['0..4294967295', { kind: 'number', min: 0, max: 4_294_967_295 }],
    ['script', { kind: 'code' }],
    ['A.B.C.D    (IP address)', { kind: 'address' }],
    ['A.B.C.D/M    (IP prefix)', { kind: 'prefix' }],
    ['IPv6/0..128    (IPv6 prefix)', { kind: 'prefix6' }],
    ['AB[:|-|.]CD[:|-|.]EF[:|-|.]GH[:|-|.]IJ[:|-|.]KL    (MAC address)', { kind: 'mac-address' }],
    ['A.B.C.D[-A.B.C.D |0..32 |/A.B.C.D ]    (IP address range)', { kind: 'addresses' }],
  ])('%s', (text, type) => {
    expect(typeOfDescription(text)).toEqual({ type });
  });

  it('may list the words of a list', () => {
    expect(typeOfDescription('19|20|21[,DhGroups*]')).toEqual({ type: { kind: 'flags' }, values: ['19', '20', '21'] });
  });

  it.each(['', 'see documentation', 'none | A.B.C.D    (IP address)', 'json.pretty[,JsonOptions*]', '1..x'])(
    'that does not settle the type: %s',
    (text) => {
      expect(typeOfDescription(text)).toBeUndefined();
    },
  );
});

describe('a completion', () => {
  it('is a boolean if it offers yes and no alone', () => {
    expect(completionFacts({ yes: { style: 'none' }, no: { style: 'none' } })).toEqual({
      negatable: false,
      type: { kind: 'boolean' },
    });
    expect(completionFacts({ yes: { style: 'none' }, no: { style: 'none' }, auto: { style: 'none' } })).toEqual({
      negatable: false,
      suggestions: ['auto', 'no', 'yes'],
    });
  });

  it('leaves out what belongs to the device', () => {
    const words = {
      ether1: { style: 'none' },
      lo: { style: 'none' },
      mine: { style: 'obj-dynamic' },
      all: { style: 'none' },
    };
    expect(completionFacts(words).suggestions).toEqual(['all']);
    expect(completionFacts({})).toEqual({ negatable: false });
  });
});
