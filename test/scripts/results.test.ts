import { describe, expect, it } from 'vitest';
import { decode, encode, type TestResult } from '../e2e/results.ts';

const result: TestResult = { name: 'a hover', state: 'failed', milliseconds: 12, reason: 'line 1\nline 2' };

describe('a test result on the console', () => {
  it('is found behind what a host puts in front', () => {
    expect(decode(`[console] %c ${encode(result)}`)).toEqual(result);
  });

  it('is not seen in other lines', () => {
    expect(decode('a test passed')).toBeUndefined();
    expect(decode('@@test {broken')).toBeUndefined();
  });
});
