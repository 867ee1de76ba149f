/** Runs the TextMate grammar as VS Code does, with the same two libraries. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

export interface Token {
  text: string;
  /** Zero-based column of the first character. */
  start: number;
  /** From the outermost to the innermost, without `source.routeros` and the suffix `.routeros`. */
  scopes: string[];
}

const grammarFile = new URL('../../syntaxes/routeros.tmLanguage.json', import.meta.url);
const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));

async function load(): Promise<textmate.IGrammar> {
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(grammarFile, 'utf8'), grammarFile.pathname),
  });
  const grammar = await registry.loadGrammar('source.routeros');
  if (grammar === null) throw new Error('the grammar does not load');
  return grammar;
}

const grammar = await load();

/** The tokens of each line. Lines end as in an editor, which never shows line ends to a grammar. */
export function tokenize(source: string): Token[][] {
  let state: textmate.StateStack | null = null;
  return source.split(/\r\n|\n|\r/).map((line) => {
    const result: textmate.ITokenizeLineResult = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens
      .filter((token) => token.startIndex < line.length)
      .map((token) => ({
        text: line.slice(token.startIndex, token.endIndex),
        start: token.startIndex,
        scopes: token.scopes.slice(1).map((scope) => scope.replace(/\.routeros$/, '')),
      }));
  });
}

/** The scopes that carry a colour: `meta.*` only says what surrounds the token, and code inside a string starts afresh. */
export function colours(token: Token): string {
  const inner = token.scopes.slice(token.scopes.findLastIndex((scope) => scope.startsWith('meta.embedded')) + 1);
  return inner.filter((scope) => !scope.startsWith('meta.')).join(' ');
}

/** Each line of `source`, followed by one line for each token: carets below its characters, then its scopes. */
export function render(source: string): string {
  const lines = source.split(/\r\n|\n|\r/);
  return tokenize(source)
    .map((tokens, index) => {
      const marks = tokens
        .filter((token) => colours(token) !== '')
        .map((token) => ` ${' '.repeat(token.start)}${'^'.repeat(token.text.length)} ${colours(token)}`);
      return [`|${lines[index]}`, ...marks].join('\n');
    })
    .join('\n');
}

/** Tokenizes as an editor does, which keeps numbers for colours and no lists of scopes. */
export function tokenizeForColours(source: string): void {
  let state: textmate.StateStack | null = null;
  for (const line of source.split('\n')) state = grammar.tokenizeLine2(line, state).ruleStack;
}
