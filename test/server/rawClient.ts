import { type ChildProcess, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

export interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly message?: string;
    readonly uri?: string;
    readonly diagnostics?: readonly { readonly code: string }[];
  };
  readonly result?: unknown;
  readonly error?: { readonly code: number };
}

/** Speaks to a server that is a process, and may break the rules of the protocol. */
export class RawClient {
  readonly process: ChildProcess;
  readonly exit: Promise<number | null>;
  readonly messages: Message[] = [];
  #buffer = Buffer.alloc(0);
  #waiting: (() => void)[] = [];
  #id = 0;
  readonly #answers = new Map<string, (params: unknown) => unknown>();

  /** `args`: those of Node, the script of the server and its own. */
  constructor(args: readonly string[]) {
    this.process = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.exit = new Promise((resolve) => this.process.on('exit', resolve));
    this.process.stdin?.on('error', () => undefined);
    this.process.stdout?.on('data', (data: Buffer) => this.#read(data));
  }

  write(text: string): void {
    this.process.stdin?.write(text);
  }

  send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  async request(method: string, params?: object): Promise<Message> {
    const id = ++this.#id;
    this.send({ id, method, params });
    return this.until((message) => message.id === id && message.method === undefined);
  }

  async until(isIt: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.messages.find(isIt);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async start(workspace?: string, params: object = {}): Promise<Message> {
    const rootUri = workspace === undefined ? null : pathToFileURL(workspace).href;
    const answer = await this.request('initialize', { processId: null, rootUri, capabilities: {}, ...params });
    this.send({ method: 'initialized', params: {} });
    return answer;
  }

  open(uri: string, text: string): void {
    this.send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'routeros', version: 1, text } },
    });
  }

  /** Answers the requests of the server for a method. */
  answer(method: string, answer: (params: never) => unknown): void {
    this.#answers.set(method, answer as (params: unknown) => unknown);
  }

  #read(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end < 0) break;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, end).toString())?.[1]);
      if (this.#buffer.length < end + 4 + length) break;
      this.#take(JSON.parse(this.#buffer.subarray(end + 4, end + 4 + length).toString()));
      this.#buffer = this.#buffer.subarray(end + 4 + length);
    }
    for (const go of this.#waiting.splice(0)) go();
  }

  #take(message: Message): void {
    this.messages.push(message);
    const { id, method, params } = message;
    const answer = id === undefined || method === undefined ? undefined : this.#answers.get(method);
    if (answer !== undefined) this.send({ id, result: answer(params) ?? null });
  }
}
