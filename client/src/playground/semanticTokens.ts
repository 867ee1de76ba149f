/** Colours by what the words mean, which the server knows and the client of the editor does not ask for. */
import { LSPPlugin } from '@codemirror/lsp-client';
import { type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import type { SemanticTokens } from 'vscode-languageserver';
import { whenCalm } from './whenCalm.ts';

export function semanticTokens(): Extension {
  return [colours, theme, whenCalm(150, (view, isCurrent) => colour(view, isCurrent))];
}

const setColours = StateEffect.define<DecorationSet>();

const colours = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, { changes, effects }) {
    for (const effect of effects) if (effect.is(setColours)) return effect.value;
    return value.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

async function colour(view: EditorView, isCurrent: () => boolean): Promise<void> {
  const plugin = LSPPlugin.get(view);
  if (plugin === null) return;
  plugin.client.sync();
  const params = { textDocument: { uri: plugin.uri } };
  const answer = await plugin.client.request<object, SemanticTokens | null>('textDocument/semanticTokens/full', params);
  const legend = plugin.client.serverCapabilities?.semanticTokensProvider?.legend.tokenTypes;
  if (answer === null || legend === undefined || !isCurrent()) return;
  view.dispatch({ effects: setColours.of(decorations(view, answer.data, legend)) });
}

/** Five numbers a token: lines and characters since the one before, length, type, modifiers. */
function decorations({ state }: EditorView, data: readonly number[], legend: readonly string[]): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let line = 0;
  let character = 0;
  for (let at = 0; at + 4 < data.length; at += 5) {
    const [lines = 0, characters = 0, length = 0, type = 0] = data.slice(at, at + 4);
    line += lines;
    character = lines === 0 ? character + characters : characters;
    if (line >= state.doc.lines) break;
    const from = state.doc.line(line + 1).from + character;
    builder.add(from, Math.min(from + length, state.doc.length), markOf(legend[type] ?? 'variable'));
  }
  return builder.finish();
}

const marks = new Map<string, Decoration>();

function markOf(type: string): Decoration {
  const mark = marks.get(type) ?? Decoration.mark({ class: `token-${type}` });
  marks.set(type, mark);
  return mark;
}

const theme = EditorView.theme({
  '.token-namespace, .token-namespace span': { color: 'var(--code-menu)' },
  '.token-method, .token-method span': { color: 'var(--code-command)' },
  '.token-property, .token-property span': { color: 'var(--code-property)' },
  '.token-enumMember, .token-enumMember span': { color: 'var(--code-value)' },
  '.token-class, .token-class span, .token-type, .token-type span': { color: 'var(--code-name)' },
  '.token-variable, .token-variable span, .token-parameter, .token-parameter span': { color: 'var(--code-variable)' },
  '.token-function, .token-function span': { color: 'var(--code-command)' },
});
