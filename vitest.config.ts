import { defineConfig } from 'vitest/config';

/** Unit tests are fast and deterministic; property tests draw random input and print their seed. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          testTimeout: 60_000,
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/**/*.property.test.ts'],
        },
      },
      {
        test: {
          name: 'properties',
          include: ['test/**/*.property.test.ts'],
          exclude: ['test/e2e/**'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
