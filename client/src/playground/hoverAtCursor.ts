/** The hover of what stands at the cursor, for whoever has no pointer: it takes the keyboard until Escape gives it back. */
import { LSPPlugin } from '@codemirror/lsp-client';
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { type EditorView, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import type { Hover, MarkupContent } from 'vscode-languageserver';

/** As in VS Code. */
export const HOVER_KEY = 'Mod-k Mod-i';

const setHover = StateEffect.define<Tooltip | null>();

const shownHover = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, { docChanged, selection, effects }) {
    for (const effect of effects) if (effect.is(setHover)) return effect.value;
    return docChanged || selection !== undefined ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

export const hoverAtCursor: Extension = [
  shownHover,
  keymap.of([
    {
      key: HOVER_KEY,
      run: (view) => {
        void show(view);
        return true;
      },
    },
  ]),
];

async function show(view: EditorView): Promise<void> {
  const plugin = LSPPlugin.get(view);
  if (plugin === null) return;
  plugin.client.sync();
  const { doc, selection } = view.state;
  const pos = selection.main.head;
  const hover = await plugin.client.request<object, Hover | null>('textDocument/hover', {
    textDocument: { uri: plugin.uri },
    position: plugin.toPosition(pos),
  });
  if (view.state.doc !== doc) return;
  const html = hover === null ? 'Nothing is known of this place.' : plugin.docToHTML(hover.contents as MarkupContent);
  view.dispatch({ effects: setHover.of({ pos, above: true, create: () => element(view, html) }) });
}

/** `html` has come through the filter of the client. */
function element(view: EditorView, html: string): { readonly dom: HTMLElement; mount(): void } {
  const dom = document.createElement('div');
  dom.className = 'cm-lsp-documentation cm-tooltip-hover';
  dom.setAttribute('role', 'note');
  dom.tabIndex = -1;
  dom.innerHTML = html;
  dom.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    view.dispatch({ effects: setHover.of(null) });
    view.focus();
  });
  return { dom, mount: () => dom.focus() };
}
