import type { Command } from 'commander';
import { EXIT } from './exitCode.ts';
import { complain } from './terminal.ts';
import { isFolder } from './workspace.ts';

/** Adds `rosfw mcp` to the program. */
export function addMcpCommand(program: Command, version: string): void {
  program
    .command('mcp')
    .description('answer an assistant over the Model Context Protocol; docs/assistants.md says how to set it up')
    .option(
      '--root <folder>',
      'a folder whose files may be named; may be given again (default: this folder)',
      (folder: string, all: readonly string[]) => [...all, folder],
      [] as readonly string[],
    )
    .exitOverride()
    .action(async ({ root }: { readonly root: readonly string[] }) => {
      const missing = root.find((folder) => !isFolder(folder));
      if (missing !== undefined) {
        complain(missing, 'there is no such folder');
        process.exitCode = EXIT.error;
        return;
      }
      // Other commands need not wait until all of this is loaded.
      const { serveAssistants } = await import('./mcp/serveAssistants.ts');
      serveAssistants(root.length === 0 ? [process.cwd()] : root, version);
    });
}
