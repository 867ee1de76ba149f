/** The server of the Model Context Protocol: tools and resources for assistants, over the standard streams. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
// The protocol's own library: two eras of it with their handshakes, and the schemas of what is asked and answered.
import { type CallToolResult, McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';
import { metaOf, pageUrl, REGISTER } from '../../rules/register.ts';
import { nearMiss } from '../../text/nearMiss.ts';
import { complain } from '../terminal.ts';
import { AllowedFolders } from './allowedFolders.ts';
import { addResources } from './resources.ts';
import { type CommandLine, CommandRunner } from './runCommand.ts';
import { type Question, type Source, TOOLS, type Tool } from './tools.ts';

/** Serves until the client goes. Files are read in the folders alone. */
export function serveAssistants(folders: readonly string[], version: string): void {
  const allowed = new AllowedFolders(folders);
  const runner = new CommandRunner();
  const transport = new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: LARGEST_MESSAGE });
  serveStdio(() => serverFor(allowed, runner, version), {
    transport,
    onerror: (error) => complain('mcp', error.message),
  });
}

/** Bytes: a text as large as the command line reads, and what is around it. */
const LARGEST_MESSAGE = 72 * 1024 * 1024;

const INSTRUCTIONS =
  'These tools read MikroTik RouterOS scripts as the router does and prove what the firewall will do. Call check after ' +
  'writing or changing rules; call test or trace to prove that a rule does what the user asked for, and diff to show ' +
  'what else changes. Findings say how certain they are: pass that on.';

function serverFor(allowed: AllowedFolders, runner: CommandRunner, version: string): McpServer {
  const server = new McpServer({ name: 'rosfw', title: 'RouterOS Firewall', version }, { instructions: INSTRUCTIONS });
  const foldersOf = clientFolders(server, allowed);
  for (const tool of TOOLS) addTool(server, tool, runner, foldersOf);
  addExplain(server);
  addResources(server);
  return server;
}

/** Nothing is changed, and nothing but the files that are named is looked at. */
const READ_ONLY = { readOnlyHint: true, destructiveHint: false, openWorldHint: false } as const;

function addTool(server: McpServer, tool: Tool, runner: CommandRunner, foldersOf: () => Promise<AllowedFolders>): void {
  const { name, title, description, input, output } = tool;
  const annotations = { ...READ_ONLY, idempotentHint: name !== 'generate_knock' };
  server.registerTool(
    name,
    { title, description, inputSchema: input, outputSchema: output, annotations },
    async (given: Record<string, unknown>, context: ServerContext): Promise<CallToolResult> => {
      const command = commandLine(tool.question(given as never), await foldersOf());
      if ('fault' in command) return failed(command.fault);
      try {
        const { output: text, notes } = await runner.run(command, context.mcpReq.signal);
        const structuredContent = tool.wrap?.(text, notes) ?? (JSON.parse(text) as Record<string, unknown>);
        const said = tool.wrap === undefined && notes !== '' ? [{ type: 'text' as const, text: notes }] : [];
        return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }, ...said], structuredContent };
      } catch (error) {
        return failed(error instanceof Error ? error.message : String(error));
      } finally {
        command.end?.();
      }
    },
  );
}

function addExplain(server: McpServer): void {
  server.registerTool(
    'explain',
    {
      title: 'Explain a rule',
      description: 'Says what a rule finds, why that matters and what to do, with a bad and a good example.',
      inputSchema: z.object({ rule: z.string().describe('The id of a rule, as a finding has it.') }),
      outputSchema: z.looseObject({ id: z.string(), summary: z.string(), why: z.string(), remedy: z.string() }),
      annotations: { ...READ_ONLY, idempotentHint: true },
    },
    async ({ rule }): Promise<CallToolResult> => {
      const meta = metaOf(rule);
      if (meta === undefined) {
        const meant = nearMiss(
          rule,
          REGISTER.map(({ id }) => id),
        );
        return failed(`There is no rule "${rule}"${meant === undefined ? '.' : `; did you mean ${meant}?`}`);
      }
      const { id, summary, why, remedy, bad, good, severity, confidence } = meta;
      const structuredContent = { id, summary, why, remedy, bad, good, severity, confidence, url: pageUrl(id) };
      return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
    },
  );
}

/**
 * The folders that hold for a call. Clients of the older protocol say in which folders they work, which narrows them;
 * the newer one leaves that to whoever starts the server.
 */
function clientFolders(server: McpServer, allowed: AllowedFolders): () => Promise<AllowedFolders> {
  let narrowed: Promise<AllowedFolders> | undefined;
  server.server.setNotificationHandler('notifications/roots/list_changed', async () => {
    narrowed = undefined;
  });
  return () => {
    if (server.server.getClientCapabilities()?.roots === undefined) return Promise.resolve(allowed);
    narrowed ??= server.server.listRoots().then(
      ({ roots }) => allowed.narrowedTo(roots.map(({ uri }) => uri)),
      // A client that does not answer has not narrowed anything.
      () => allowed,
    );
    return narrowed;
  };
}

/** The command that answers, or what is wrong with its sources. */
function commandLine(
  { command, options, sources }: Question,
  folders: AllowedFolders,
): (CommandLine & { end?(): void }) | { readonly fault: string } {
  const [first = process.cwd()] = folders.all;
  const texts = sources.filter(({ text }) => text !== undefined);
  if (sources.some((one) => (one.path === undefined) === (one.text === undefined)))
    return { fault: 'Give either "path" or "text".' };
  const names: string[] = [];
  let cwd = first;
  for (const { path: name } of sources) {
    if (name === undefined) continue;
    const found = folders.find(name);
    if ('fault' in found) return found;
    // Two files may be in two folders; each is found from the first one's.
    if (names.length === 0) cwd = found.folder;
    names.push(path.relative(cwd, path.join(found.folder, found.name)) || '.');
  }
  if (texts.length === 2) return ofTwoTexts(command, options, texts);
  const [text] = texts;
  const files = sources.map((one) => (one.path === undefined ? '-' : (names.shift() as string)));
  const input = text?.text;
  return { args: [...command, ...options, ...(sources.length === 0 ? [] : ['--', ...files])], cwd, input };
}

/** There is one standard input, so that two texts become files for as long as the command runs. */
function ofTwoTexts(
  command: readonly string[],
  options: readonly string[],
  texts: readonly Source[],
): CommandLine & { end(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'rosfw-'));
  const files = ['before.rsc', 'after.rsc'];
  for (const [index, file] of files.entries())
    writeFileSync(path.join(folder, file), texts[index]?.text ?? '', { mode: 0o600 });
  return {
    args: [...command, ...options, '--', ...files],
    cwd: folder,
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function failed(message: string): CallToolResult {
  return { content: [{ type: 'text', text: message }], isError: true };
}
