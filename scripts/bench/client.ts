import { spawn } from 'node:child_process';
import process from 'node:process';

type Process = ReturnType<typeof spawn>;

/**
 * Speaks to a language server over pipes. It looks into short answers only: what takes the time of a large one here
 * would be taken for time of the server.
 */
export class BenchClient {
  readonly #process: Process;
  readonly #waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  readonly #listening = new Map<string, () => void>();
  #chunks: Buffer[] = [];
  #size = 0;
  /** Bytes of the message that is coming, head included; 0 where the head has not come. */
  #expected = 0;
  #head = 0;
  #next = 1;
  #version = 1;

  private constructor(server: Process) {
    this.#process = server;
    server.stdout?.on('data', (chunk: Buffer) => this.#read(chunk));
    server.once('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the server ended'));
    });
  }

  /** A server that has answered `initialize`. */
  static async start(
    module: string,
    { capabilities = PULLS, probe, nodeArguments = [] }: StartOptions = {},
  ): Promise<BenchClient> {
    const probing = probe === undefined ? [] : ['--expose-gc', '--import', PROBES[probe]];
    const server = spawn(process.execPath, [...nodeArguments, ...probing, module, '--stdio'], {
      stdio: ['pipe', 'pipe', probe === undefined ? 'inherit' : 'pipe'],
    });
    const client = new BenchClient(server);
    await client.ask('initialize', { processId: process.pid, rootUri: null, capabilities });
    client.tell('initialized', {});
    return client;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    await this.ask('shutdown', undefined);
    this.tell('exit', undefined);
    await ended;
  }

  open(uri: string, text: string): void {
    this.tell('textDocument/didOpen', {
      textDocument: { uri, languageId: 'routeros', version: ++this.#version, text },
    });
  }

  close(uri: string): void {
    this.tell('textDocument/didClose', { textDocument: { uri } });
  }

  replace(uri: string, range: object, text: string): void {
    const textDocument = { uri, version: ++this.#version };
    this.tell('textDocument/didChange', { textDocument, contentChanges: [{ range, text }] });
  }

  problems(uri: string): Promise<void> {
    return this.ask('textDocument/diagnostic', { textDocument: { uri } });
  }

  /** Asks all that an editor asks about a file that it opens; resolves when all answers are here. */
  async everything(uri: string): Promise<void> {
    const textDocument = { uri };
    const range = { start: { line: 0, character: 0 }, end: { line: 60, character: 0 } };
    await Promise.all([
      this.problems(uri),
      ...['documentSymbol', 'foldingRange', 'semanticTokens/full', 'documentLink', 'codeLens'].map((what) =>
        this.ask(`textDocument/${what}`, { textDocument }),
      ),
      this.ask('textDocument/inlayHint', { textDocument, range }),
    ]);
  }

  /** Resolves when the answer is here. */
  ask(method: string, params: object | undefined): Promise<void> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send({ id, method, params });
    });
  }

  tell(method: string, params: object | undefined): void {
    this.#send({ method, params });
  }

  /** Resolves with the next notification of this name. */
  told(method: string): Promise<void> {
    return new Promise((resolve) => this.#listening.set(method, resolve));
  }

  /** What the probe says: bytes in use after what is not has been collected, or the milliseconds of the longest turn. */
  probe(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#process.stderr?.once('data', (line: Buffer) => resolve(Number(line)));
      this.#process.once('exit', () => reject(new Error('the server ended')));
      this.#process.kill('SIGUSR2');
    });
  }

  #send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.#process.stdin?.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.#process.stdin?.write(body);
  }

  #read(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    while (this.#size > 0) {
      if (this.#expected === 0) {
        const bytes = this.#joined();
        const head = bytes.indexOf('\r\n\r\n');
        if (head < 0) return;
        const length = /Content-Length: (\d+)/i.exec(bytes.toString('latin1', 0, head))?.[1];
        this.#head = head + 4;
        this.#expected = this.#head + Number(length);
      }
      if (this.#size < this.#expected) return;
      const bytes = this.#joined();
      this.#take(bytes.subarray(this.#head, this.#expected));
      this.#chunks = [bytes.subarray(this.#expected)];
      this.#size -= this.#expected;
      this.#expected = 0;
    }
  }

  #joined(): Buffer {
    const bytes = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    this.#chunks = [bytes];
    return bytes;
  }

  #take(body: Buffer): void {
    const start = body.toString('utf8', 0, Math.min(body.length, 200));
    const id = /"id":(\d+)/.exec(start)?.[1];
    const method = /"method":"([^"]+)"/.exec(start)?.[1];
    if (method !== undefined) {
      // No setting is set.
      if (id !== undefined) this.#send({ id: Number(id), result: null });
      this.#listening.get(method)?.();
      return;
    }
    const waiting = this.#waiting.get(Number(id));
    this.#waiting.delete(Number(id));
    if (start.includes('"error":')) waiting?.reject(new Error(body.toString('utf8', 0, 500)));
    else waiting?.resolve();
  }
}

export interface StartOptions {
  readonly capabilities?: object;
  /** What `probe` asks for. */
  readonly probe?: keyof typeof PROBES;
  readonly nodeArguments?: readonly string[];
}

/** A client that asks for problems. */
const PULLS = { textDocument: { diagnostic: {}, publishDiagnostics: { relatedInformation: true } } };

/**
 * What is loaded into the server to say a figure on SIGUSR2. A turn is one round of the event loop, in CPU time of the
 * thread: whatever comes in meanwhile waits for its end. The figure is the longest since the one before.
 */
const PROBES = {
  heap: loaded(
    "process.on('SIGUSR2', () => { gc(); gc(); process.stderr.write(String(process.memoryUsage().heapUsed)); });",
  ),
  longestTurn: loaded(`
    let longest = 0;
    let last = process.threadCpuUsage();
    const turn = () => {
      const { user, system } = process.threadCpuUsage(last);
      longest = Math.max(longest, (user + system) / 1000);
      last = process.threadCpuUsage();
      setImmediate(turn).unref();
    };
    turn();
    process.on('SIGUSR2', () => { process.stderr.write(String(longest)); longest = 0; });`),
};

function loaded(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
