/** Entry point of the language server as a Node process. */
import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import {
  type Connection,
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { Lifecycle } from './lsp/lifecycle.ts';
import { MAX_PROJECT_FILE_SIZE } from './lsp/protocol.ts';
import { serve } from './lsp/server.ts';
import { decode } from './text/decode.ts';

const lifecycle = new Lifecycle();
const connection = process.argv.includes('--stdio')
  ? overStandardStreams()
  : createConnection(ProposedFeatures.all, { messageStrategy: lifecycle });

serve(connection, {
  lifecycle,
  isMemoryShort,
  readFile: async (uri, folder) => {
    if (!uri.startsWith('file:')) return undefined;
    const file = fileURLToPath(uri);
    const stats = await stat(file).catch(() => undefined);
    if (stats === undefined) return undefined;
    if (folder !== undefined && !(await staysInside(fileURLToPath(folder), file)))
      throw new Error('it is a link that leads out of the workspace');
    return stats.isFile() && stats.size <= MAX_PROJECT_FILE_SIZE ? decode(await readFile(file)).text : undefined;
  },
});

/** A header that cannot be read leaves nothing to go on with: where the next message begins is not known. */
function overStandardStreams(): Connection {
  const reader = new StreamMessageReader(process.stdin);
  const writer = new StreamMessageWriter(process.stdout);
  reader.onError((error) => {
    process.stderr.write(`The language server ends: ${error.message.split('\n')[0]}\n`);
    process.exit(1);
  });
  const end = (): void => process.exit(lifecycle.isEnded ? 0 : 1);
  process.stdin.on('end', end);
  process.stdin.on('close', end);
  return createConnection(ProposedFeatures.all, reader, writer, { messageStrategy: lifecycle });
}

/** Whether a path, with all links followed, ends in the folder. */
async function staysInside(folder: string, file: string): Promise<boolean> {
  const relative = path.relative(await realpath(folder), await realpath(file));
  return !/^\.\.(?:[\\/]|$)/.test(relative) && !path.isAbsolute(relative);
}

/** Whether the process would soon die of what it holds; what is only not yet collected does not count. */
function isMemoryShort(): boolean {
  if (!isNearly(SHORT)) return false;
  v8.setFlagsFromString('--expose-gc');
  (vm.runInNewContext('gc') as () => void)();
  return isNearly(STILL_SHORT);
}

function isNearly(part: number): boolean {
  const { used_heap_size: used, heap_size_limit: limit } = v8.getHeapStatistics();
  return used > (limit - YOUNG) * part;
}

/** Bytes of the limit that only what is young may take. */
const YOUNG = 192 * 1024 * 1024;

/** Parts of the memory that the process may take. */
const SHORT = 0.8;
const STILL_SHORT = 0.7;
