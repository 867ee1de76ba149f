import type { Command } from 'commander';

/** Adds `rosfw lsp` to the program; `serve` begins to serve, and its promise ends with that. */
export function addLspCommand(program: Command, serve: () => Promise<void>): void {
  program
    .command('lsp')
    .description('run the language server for an editor; docs/editors.md has a recipe for each')
    .option('--stdio', 'over the standard streams, which is the only way and needs not be said')
    .exitOverride()
    .action(serve);
}
