import { defineConfig } from 'vitest/config';

/** Whatever the terminal speaks, the tests read English. */
const ENGLISH = { LC_ALL: 'C.UTF-8' };

/**
 * Unit tests are fast and deterministic; property tests draw random input and print their seed; tests in `kernel` ask
 * the Linux kernel, those in `editors` start editors.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          env: ENGLISH,
          testTimeout: 60_000,
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/kernel/**', 'test/editors/**', 'test/**/*.property.test.ts'],
        },
      },
      {
        test: {
          name: 'properties',
          env: ENGLISH,
          include: ['test/**/*.property.test.ts'],
          exclude: ['test/e2e/**', 'test/kernel/**'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'kernel',
          include: ['test/kernel/**/*.test.ts'],
          testTimeout: 120_000,
          // One after the other, so that what they measure is not disturbed.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'editors',
          include: ['test/editors/**/*.test.ts'],
          testTimeout: 180_000,
        },
      },
    ],
  },
});
