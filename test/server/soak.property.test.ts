/**
 * Edits, questions, cancellations, closing and opening, all at random and in flight together. In the end the server
 * must say what a fresh one says, and must have grown no larger.
 */
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { RULES } from '../../server/src/rules/registry.ts';
import { scriptOf } from '../support/firewallOf.ts';
import { drawnSeed } from '../support/properties.ts';
import { Random } from '../support/randomSets.ts';
import { realisticRules } from '../support/realisticRules.ts';
import { piece } from '../support/scripts.ts';
import { open, start } from './languageClient.ts';

const EDITS = 10_000;
/** After so many of them the heap is measured first, when all is compiled. */
const WARM = 3_000;
/** How much larger it may be in the end, in bytes: a text of which one version each stays behind would be more. */
const MOST_GROWTH = 30_000_000;
const FILES = 6;

const QUESTIONS = [
  'hover',
  'completion',
  'definition',
  'references',
  'documentHighlight',
  'signatureHelp',
  'documentSymbol',
  'foldingRange',
  'semanticTokens/full',
  'codeLens',
  'documentLink',
  'formatting',
  'inlayHint',
  'codeAction',
  'selectionRange',
  'diagnostic',
] as const;

/** Answers that a request in flight may get beside its own. */
const ENDED: readonly number[] = [
  lsp.LSPErrorCodes.ContentModified,
  lsp.LSPErrorCodes.ServerCancelled,
  lsp.LSPErrorCodes.RequestCancelled,
];

test('ten thousand edits with requests in flight', { timeout: 300_000 }, async () => {
  const seed = drawnSeed();
  console.log(`The soak runs with FC_SEED=${seed}.`);
  const soak = new Soak(seed);
  await soak.begin();
  await soak.edit(WARM);
  const before = heap();
  await soak.edit(EDITS - WARM);
  expect(heap() - before, `heap, with FC_SEED=${seed}`).toBeLessThan(MOST_GROWTH);
  await soak.compare();
});

type Started = Awaited<ReturnType<typeof start>>;

class Soak {
  readonly #seed: number;
  readonly #random: Random;
  readonly #pieces: readonly string[];
  readonly #originals: readonly string[];
  readonly #documents: TextDocument[] = [];
  readonly #flying = new Set<Promise<unknown>>();
  readonly #faults: unknown[] = [];
  #server: Started | undefined;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = new Random(seed);
    this.#pieces = fc.sample(piece, { seed, numRuns: 1_000 });
    const examples = RULES.filter(({ meta }) => meta.id.startsWith('knock-')).map(({ meta }) => meta.bad);
    this.#originals = Array.from({ length: FILES }, (_, index) => {
      const rules = scriptOf(realisticRules(10 + 5 * index, index + 1).rules);
      return `/ip firewall filter\n${rules}\n${examples[index % examples.length]}\n`;
    });
  }

  async begin(): Promise<void> {
    this.#server = await start({ capabilities: { textDocument: { diagnostic: {} } } });
    for (const [index, text] of this.#originals.entries()) {
      this.#documents[index] = TextDocument.create(`file:///${index}.rsc`, 'routeros', 1, text);
      await open(this.#client, text, 1, 'routeros', `file:///${index}.rsc`);
    }
  }

  get #client(): lsp.ProtocolConnection {
    return (this.#server as Started).client;
  }

  async edit(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const index = this.#upTo(FILES);
      if (this.#upTo(200) === 0) await this.#reopen(index);
      await this.#change(index);
      while (this.#upTo(3) === 0) this.#ask(this.#upTo(FILES));
      if (this.#upTo(4) === 0) await new Promise((resolve) => setTimeout(resolve, this.#upTo(3)));
      if (this.#upTo(100) === 0) await this.#land();
    }
    await this.#land();
  }

  /** The problems of all documents are those that a fresh server finds in their texts. */
  async compare(): Promise<void> {
    // Each server has names of its own for what it has answered.
    const problems = async (client: lsp.ProtocolConnection, uri: string): Promise<unknown> => {
      const report = await client.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri } });
      expect(report.kind).toBe(lsp.DocumentDiagnosticReportKind.Full);
      return report.kind === lsp.DocumentDiagnosticReportKind.Full ? report.items : undefined;
    };
    const told: unknown[] = [];
    for (const { uri } of this.#documents) told.push(await problems(this.#client, uri));
    expect(this.#server?.logged, `log, with FC_SEED=${this.#seed}`).toEqual([]);
    const fresh = await start({ capabilities: { textDocument: { diagnostic: {} } } });
    for (const [index, document] of this.#documents.entries()) {
      await open(fresh.client, document.getText(), 1, 'routeros', document.uri);
      expect(told[index], `${document.uri}, with FC_SEED=${this.#seed}`).toEqual(
        await problems(fresh.client, document.uri),
      );
    }
    this.#client.dispose();
  }

  async #change(index: number): Promise<void> {
    const document = this.#documents[index] as TextDocument;
    const text = document.getText();
    const original = this.#originals[index] as string;
    const tooLong = text.length > original.length * 1.3 || text.length < original.length * 0.7;
    const version = document.version + 1;
    const changes = tooLong
      ? [{ text: original }]
      : Array.from({ length: 1 + this.#upTo(2) }, () => this.#stroke(text));
    TextDocument.update(document, changes, version);
    await this.#client.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
      textDocument: { uri: document.uri, version },
      contentChanges: changes,
    });
  }

  /** At places of the text as it is; behind another change of the same version they lead elsewhere. */
  #stroke(text: string): lsp.TextDocumentContentChangeEvent {
    const lines = text.split('\n');
    const line = this.#upTo(lines.length);
    const character = this.#upTo((lines[line] as string).length + 1);
    const length = this.#upTo(3) === 0 ? this.#upTo(12) : 0;
    const range = { start: { line, character }, end: { line, character: character + length } };
    const letters = 'abc019 =/"\n{}$\\';
    const typed =
      this.#upTo(3) === 0
        ? (this.#pieces[this.#upTo(this.#pieces.length)] as string)
        : (letters[this.#upTo(letters.length)] as string);
    return { range, text: this.#upTo(5) === 0 ? '' : typed };
  }

  #ask(index: number): void {
    const document = this.#documents[index] as TextDocument;
    const source = new lsp.CancellationTokenSource();
    const place = { line: this.#upTo(document.lineCount), character: this.#upTo(60) };
    const params = {
      textDocument: { uri: document.uri },
      position: place,
      positions: [place],
      range: { start: { line: 0, character: 0 }, end: place },
      context: { includeDeclaration: true, diagnostics: [], triggerKind: 1, isRetrigger: false },
      options: { tabSize: 4, insertSpaces: true },
    };
    const method = `textDocument/${QUESTIONS[this.#upTo(QUESTIONS.length)]}`;
    const asked: Promise<unknown> = this.#client.sendRequest(method, params, source.token).catch((error: unknown) => {
      if (!(error instanceof lsp.ResponseError && ENDED.includes(error.code))) this.#faults.push(method, error);
    });
    this.#flying.add(asked);
    void asked.then(() => this.#flying.delete(asked));
    const fate = this.#upTo(8);
    if (fate === 0) source.cancel();
    if (fate === 1) setTimeout(() => source.cancel(), this.#upTo(5));
  }

  async #reopen(index: number): Promise<void> {
    const { uri } = this.#documents[index] as TextDocument;
    await this.#client.sendNotification(lsp.DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    const text = this.#originals[index] as string;
    this.#documents[index] = TextDocument.create(uri, 'routeros', 1, text);
    await open(this.#client, text, 1, 'routeros', uri);
  }

  /** Waits for all that was asked; nothing may hang. */
  async #land(): Promise<void> {
    await Promise.all(this.#flying);
    expect(this.#faults, `with FC_SEED=${this.#seed}`).toEqual([]);
  }

  #upTo(count: number): number {
    return this.#random.upTo(count);
  }
}

/** Bytes in use once what is not has been collected. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
