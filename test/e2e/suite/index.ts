/** What VS Code calls to run the suite: one bundle for both hosts, hence mocha's browser build, also in Node. */
import { END, encode, type State } from '../results.ts';

/** How long one test may take. */
const TIMEOUT = 30_000;

export async function run(): Promise<void> {
  // Mocha's browser build reads the address of its page, which a Node process lacks.
  const host = globalThis as { location?: unknown };
  host.location ??= { search: '' };
  await import('mocha/mocha.js');
  mocha.setup({ ui: 'bdd', timeout: TIMEOUT, reporter: ConsoleReporter as unknown as Mocha.ReporterConstructor });
  // First: it measures how long a cold start takes.
  await import('./activation.test.ts');
  await import('./problems.test.ts');
  await import('./hover.test.ts');
  await import('./typing.test.ts');
  await import('./fixes.test.ts');
  await import('./completion.test.ts');
  await import('./outline.test.ts');
  await import('./navigation.test.ts');
  await import('./structure.test.ts');
  await import('./annotations.test.ts');
  await import('./settings.test.ts');
  await import('./markdown.test.ts');
  await import('./project.test.ts');
  await import('./reports.test.ts');
  await import('./expectations.test.ts');
  await import('./device.test.ts');
  await import('./explorer.test.ts');
  await import('./exposure.test.ts');
  await import('./assistant.test.ts');
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  console.log(END);
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

/** Says each result on the console, where the runner hears it. */
class ConsoleReporter {
  constructor(runner: Mocha.Runner) {
    const say = (test: Mocha.Runnable, state: State, reason?: string) => {
      const result = { name: test.fullTitle(), state, milliseconds: test.duration ?? 0 };
      console.log(encode(reason === undefined ? result : { ...result, reason }));
    };
    runner.on('pass', (test) => say(test, 'passed'));
    runner.on('pending', (test) => say(test, 'skipped'));
    runner.on('fail', (test, error) => say(test, 'failed', error.stack ?? String(error)));
  }
}
