/** The child of a sandbox: one Vitest that stays, so that a mutant costs its tests and not a start. */
import path from 'node:path';
import { createVitest } from 'vitest/node';

export interface Question {
  /** Files that are not what they were. */
  readonly changed: readonly string[];
  /** Files of tests, or folders of them. */
  readonly tests: readonly string[];
}

export interface Answer {
  readonly ran: number;
  readonly failed: number;
  /** What failed first, in words. */
  readonly why: string;
  /** Suites at the top of the files that failed. */
  readonly failedSuites: readonly string[];
}

if (process.send !== undefined) {
  const root = process.cwd();
  const vitest = await createVitest('test', {
    root,
    project: ['unit'],
    watch: false,
    // Threads end with the process, also those that go in circles.
    pool: 'threads',
    maxWorkers: 1,
    reporters: [{}],
  });
  process.on('message', async ({ changed, tests }: Question) => {
    for (const file of changed) vitest.invalidateFile(path.join(root, file));
    const specifications = await vitest.globTestSpecifications(tests.map((test) => path.join(root, test)));
    vitest.state.clearErrors();
    const asked = new Set(specifications.map(({ moduleId }) => moduleId));
    const result = await vitest.runTestSpecifications(specifications);
    // The result speaks of all that has ever run.
    const testModules = result.testModules.filter(({ moduleId }) => asked.has(moduleId));
    const { unhandledErrors } = result;
    const failed = testModules.filter((module) => !module.ok()).length + unhandledErrors.length;
    const errors = testModules.flatMap((module) => [
      ...module.errors().map(({ message }) => `${module.moduleId}: ${message}`),
      ...[...module.children.allTests('failed')].map(
        (test) => `${test.fullName}: ${test.result().errors?.[0]?.message}`,
      ),
    ]);
    const why = [...errors, ...unhandledErrors.map(String)][0] ?? '';
    const suites = testModules.flatMap((module) => [...module.children.suites()]);
    const failedSuites = suites.filter((suite) => !suite.ok()).map(({ name }) => name);
    process.send?.({ ran: testModules.length, failed, why, failedSuites } satisfies Answer);
  });
}
