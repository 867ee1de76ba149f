/** The editor of the page: CodeMirror, in a shadow root, where its style sheets need no exception from our policy. */
import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import {
  findReferencesKeymap,
  formatKeymap,
  hoverTooltips,
  jumpToDefinitionKeymap,
  type LSPClient,
  renameKeymap,
  serverCompletion,
  signatureHelp,
} from '@codemirror/lsp-client';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { hoverAtCursor } from './hoverAtCursor.ts';
import { highlighting, routeros } from './language.ts';
import { pathLights } from './pathLights.ts';
import { semanticTokens } from './semanticTokens.ts';
import { SCRIPT_URI } from './serverConnection.ts';

export function createEditor(parent: HTMLElement, text: string, client: LSPClient, more: Extension): EditorView {
  const root = parent.attachShadow({ mode: 'open' });
  const state = EditorState.create({ doc: text, extensions: [editing, look, server(client), more] });
  return new EditorView({ parent: root, root, state });
}

/** The tabulator is left to the page: who writes with the keyboard alone must get out of the editor, too. */
const editing: Extension = [
  lineNumbers(),
  history(),
  // What a link brings may try to look like something else.
  highlightSpecialChars(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  EditorView.lineWrapping,
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  lintGutter(),
  keymap.of([
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...completionKeymap,
    ...lintKeymap,
  ]),
  EditorView.contentAttributes.of({
    'aria-label': 'RouterOS script',
    tabindex: '0',
    spellcheck: 'false',
    autocapitalize: 'off',
  }),
];

function server(client: LSPClient): Extension {
  return [
    serverCompletion(),
    hoverTooltips(),
    hoverAtCursor,
    signatureHelp(),
    keymap.of([...formatKeymap, ...renameKeymap, ...jumpToDefinitionKeymap, ...findReferencesKeymap]),
    client.plugin(SCRIPT_URI, 'routeros'),
    semanticTokens(),
  ];
}

const look: Extension = [
  routeros,
  highlighting,
  pathLights,
  EditorView.theme({
    '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--background)', fontSize: '0.875rem' },
    '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
    '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
    '.cm-content': { caretColor: 'var(--text)' },
    '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--text)' },
    '.cm-gutters': {
      color: 'var(--quiet)',
      backgroundColor: 'var(--background)',
      borderRight: '1px solid var(--border)',
    },
    '.cm-activeLine': { backgroundColor: 'var(--line)' },
    '.cm-activeLineGutter': { color: 'var(--text)', backgroundColor: 'var(--line)' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
      backgroundColor: 'var(--selection)',
    },
    '.cm-selectionMatch, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--match)' },
    '.cm-tooltip': {
      maxWidth: 'min(40rem, 90vw)',
      maxHeight: '60vh',
      overflow: 'auto',
      color: 'var(--text)',
      backgroundColor: 'var(--raised)',
      border: '1px solid var(--border)',
      fontFamily: 'var(--sans)',
    },
    '.cm-tooltip-hover': { padding: '0.3rem 0.2rem' },
    '.cm-tooltip a, .cm-panels a': { color: 'var(--link)' },
    '.cm-tooltip pre': { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
    '.cm-tooltip code': { fontFamily: 'var(--mono)', overflowWrap: 'anywhere' },
    '.cm-tooltip-autocomplete ul li[aria-selected]': { color: 'var(--on-accent)', backgroundColor: 'var(--accent)' },
    '.cm-completionDetail': { fontStyle: 'normal', opacity: '0.85' },
    '.cm-diagnosticAction': { padding: '0.25rem 0.6rem', color: 'var(--on-accent)', backgroundColor: 'var(--accent)' },
    '.cm-panels': { color: 'var(--text)', backgroundColor: 'var(--raised)' },
    '.cm-panels input, .cm-panels button': { color: 'var(--text)', backgroundColor: 'var(--background)' },
    '.unnecessary': { opacity: '0.6' },
    '.lit-accepts': { backgroundColor: 'var(--accepts)' },
    '.lit-refuses': { backgroundColor: 'var(--refuses)' },
    '.lit-matches': { backgroundColor: 'var(--matches)' },
    '.lit-note': { paddingLeft: '2ch', color: 'var(--quiet)', fontStyle: 'italic' },
  }),
];
