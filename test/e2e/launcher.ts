/**
 * Takes the arguments of a desktop VS Code and runs the suite in the Node host instead. With it the tests go through
 * @vscode/test-electron on every machine, also on those to which no desktop VS Code can come.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { workFolder } from './install.ts';
import { startNodeHost } from './nodeHost.ts';
import { runSuite } from './workbench.ts';

/** An executable for `runTests`: this file, run by the Node that runs us, whichever one is first on the PATH. */
export function launcherExecutable(): string {
  const file = path.join(workFolder, 'code');
  mkdirSync(workFolder, { recursive: true });
  const quoted = [process.execPath, import.meta.filename].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  writeFileSync(file, `#!/bin/sh\nexec ${quoted.join(' ')} "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string', multiple: true },
      extensionTestsPath: { type: 'string' },
      'extensions-dir': { type: 'string' },
    },
  });
  const host = await startNodeHost({
    folder: positionals[0]!,
    developed: values.extensionDevelopmentPath as string[],
    tests: values.extensionTestsPath as string,
    extensionsFolder: values['extensions-dir'] as string,
  });
  try {
    return await runSuite(host, console.log);
  } finally {
    await host.stop();
  }
}

if (import.meta.main) {
  // Whoever started us holds the other end of our input: when it dies, so do we, and the server with us.
  process.stdin.resume().once('close', () => process.exit(1));
  process.exit(
    await main().catch((error: unknown) => {
      console.error(error);
      return 1;
    }),
  );
}
