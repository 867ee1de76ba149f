import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decode, encode, type TestResult } from '../e2e/results.ts';

const results: fc.Arbitrary<TestResult> = fc.record(
  {
    name: fc.string({ unit: 'binary' }),
    state: fc.constantFrom('passed', 'failed', 'skipped'),
    milliseconds: fc.nat(),
    reason: fc.string({ unit: 'binary' }),
  },
  { requiredKeys: ['name', 'state', 'milliseconds'] },
);

it('every test result survives the console as one line', async () => {
  await fc.assert(
    fc.asyncProperty(results, async (result) => {
      const lines = createInterface({ input: Readable.from([`${encode(result)}\n`]) });
      const read: unknown[] = [];
      for await (const line of lines) read.push(decode(line));
      expect(read).toEqual([result]);
    }),
  );
});
