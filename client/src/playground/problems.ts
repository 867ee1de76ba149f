/**
 * The problems of the script, in the text and in a list, each with its fixes and with the places that belong to it. The
 * client shows neither fixes nor related places, so this part is ours.
 */
import { type Diagnostic as Shown, setDiagnostics } from '@codemirror/lint';
import { LSPPlugin } from '@codemirror/lsp-client';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { CodeAction, Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver';
import { button, h } from '../webview/dom.ts';
import { applyEdits, editsOf } from './edits.ts';
import { fromLsp, reveal } from './places.ts';
import { whenCalm } from './whenCalm.ts';

/** More are counted, and not drawn. */
const MOST = 200;
const SEVERITIES = ['error', 'error', 'warning', 'info', 'hint'] as const;
const NAMES = { error: 'error', warning: 'warning', info: 'information', hint: 'hint' } as const;

interface Problem {
  readonly diagnostic: Diagnostic;
  readonly severity: (typeof SEVERITIES)[number];
  readonly fixes: readonly CodeAction[];
}

export interface ProblemsHost {
  /** Says something to who cannot see the page. */
  announce(message: string): void;
  /** How many there are, for whoever does not see the list. */
  counted(count: number): void;
}

/** Draws the list into `list`. */
export function problems(list: HTMLElement, host: ProblemsHost): Extension {
  return whenCalm(250, async (view, isCurrent) => {
    const found = await find(view);
    if (found === undefined || !isCurrent()) return;
    view.dispatch(
      setDiagnostics(
        view.state,
        found.map((problem) => shown(view, problem, isCurrent)),
      ),
    );
    // What only fades a part of the text has a problem beside it that says why.
    const listed = found.filter(({ diagnostic, severity }) => severity !== 'hint' || hasPage(diagnostic));
    draw(list, view, listed, isCurrent);
    host.counted(listed.length);
    host.announce(summary(listed));
  });
}

async function find(view: EditorView): Promise<Problem[] | undefined> {
  const plugin = LSPPlugin.get(view);
  if (plugin === null) return undefined;
  const { client, uri } = plugin;
  client.sync();
  const textDocument = { uri };
  const report = await client.request<object, DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument });
  const diagnostics = report.kind === 'full' ? report.items : [];
  // Fixes are asked for where there is a list to show them in.
  const listed = diagnostics.slice(0, MOST);
  const line = Math.max(...listed.map(({ range }) => range.end.line)) + 1;
  const actions =
    listed.length === 0
      ? []
      : await client.request<object, readonly CodeAction[] | null>('textDocument/codeAction', {
          textDocument,
          range: { start: { line: 0, character: 0 }, end: { line, character: 0 } },
          context: { diagnostics: listed, only: ['quickfix'] },
        });
  const fixes = fixesByProblem(actions ?? []);
  return diagnostics.map((diagnostic) => ({
    diagnostic,
    severity: SEVERITIES[diagnostic.severity ?? 1] ?? 'error',
    fixes: fixes.get(keyOf(diagnostic)) ?? [],
  }));
}

/** What repairs or silences each problem. Pages are linked beside each anyway. */
function fixesByProblem(actions: readonly CodeAction[]): Map<string, CodeAction[]> {
  const fixes = new Map<string, CodeAction[]>();
  for (const action of actions) {
    if (action.command !== undefined) continue;
    for (const key of new Set(action.diagnostics?.map(keyOf))) fixes.set(key, [...(fixes.get(key) ?? []), action]);
  }
  return fixes;
}

function keyOf({ code, range }: Diagnostic): string {
  return JSON.stringify([code, range.start, range.end]);
}

function shown(view: EditorView, { diagnostic, severity, fixes }: Problem, isCurrent: () => boolean): Shown {
  const { doc } = view.state;
  const { range, tags = [] } = diagnostic;
  const message = messageOf(diagnostic);
  return {
    from: fromLsp(doc, range.start),
    to: fromLsp(doc, range.end),
    severity,
    message,
    ...(tags.includes(1) && { markClass: 'unnecessary' }),
    renderMessage: () => h('div', {}, message, ' ', pageLink(diagnostic)),
    actions: fixes
      .filter(isRepair)
      .map((fix) => ({ name: fix.title, apply: () => void applyFix(view, fix, isCurrent) })),
  };
}

/** Where the text has moved on meanwhile, the next list has the fix anew. */
async function applyFix(view: EditorView, fix: CodeAction, isCurrent: () => boolean): Promise<void> {
  const plugin = LSPPlugin.get(view);
  if (plugin === null || !isCurrent()) return;
  const { edit } =
    fix.edit === undefined ? await plugin.client.request<CodeAction, CodeAction>('codeAction/resolve', fix) : fix;
  if (edit !== undefined && isCurrent()) applyEdits(view, editsOf(edit));
}

function draw(list: HTMLElement, view: EditorView, found: readonly Problem[], isCurrent: () => boolean): void {
  const more = found.length - MOST;
  list.replaceChildren(
    h('p', {}, summary(found)),
    h('ol', { class: 'problems' }, ...found.slice(0, MOST).map((problem) => row(view, problem, isCurrent))),
    ...(more > 0 ? [h('p', {}, `${more} more are marked in the script.`)] : []),
  );
}

function row(view: EditorView, { diagnostic, severity, fixes }: Problem, isCurrent: () => boolean): HTMLElement {
  const { range, relatedInformation = [] } = diagnostic;
  const related = relatedInformation.map(({ location, message: about }) =>
    h('li', {}, lineButton(view, location.range.start.line + 1), ` ${about}`),
  );
  const buttons = (wanted: readonly CodeAction[]): HTMLElement =>
    h('p', { class: 'controls' }, ...wanted.map((fix) => button(fix.title, () => void applyFix(view, fix, isCurrent))));
  const [repairs, others] = [fixes.filter(isRepair), fixes.filter((fix) => !isRepair(fix))];
  return h(
    'li',
    { class: severity },
    h(
      'p',
      {},
      lineButton(view, range.start.line + 1),
      ' ',
      h('strong', {}, NAMES[severity]),
      ' ',
      pageLink(diagnostic),
      h('br'),
      messageOf(diagnostic),
    ),
    ...(related.length > 0 ? [h('ul', {}, ...related)] : []),
    ...(repairs.length === 0 ? [] : [buttons(repairs)]),
    ...(others.length === 0 ? [] : [h('details', {}, h('summary', {}, 'More actions'), buttons(others))]),
  );
}

/** Not what silences a rule, and not what changes all places of a kind at once. */
function isRepair({ edit }: CodeAction): boolean {
  return edit !== undefined && !editsOf(edit).some(({ newText }) => newText.includes('rosfw-ignore'));
}

function lineButton(view: EditorView, line: number): HTMLButtonElement {
  return button(`line ${line}`, () => reveal(view, line), { class: 'line' });
}

function messageOf({ message }: Diagnostic): string {
  return typeof message === 'string' ? message : message.value;
}

function hasPage({ codeDescription }: Diagnostic): boolean {
  return codeDescription !== undefined;
}

/** The page of the rule on this site; the server names that of the repository. */
function pageLink(diagnostic: Diagnostic): Node {
  const id = String(diagnostic.code ?? '');
  return hasPage(diagnostic) ? h('a', { href: `rules/${id}.html` }, id) : document.createTextNode(id);
}

function summary(found: readonly Problem[]): string {
  const count = (wanted: Problem['severity'], one: string, many: string): string[] => {
    const number = found.filter(({ severity }) => severity === wanted).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
  };
  const counts = [
    ...count('error', 'error', 'errors'),
    ...count('warning', 'warning', 'warnings'),
    ...count('info', 'remark', 'remarks'),
    ...count('hint', 'hint', 'hints'),
  ];
  return counts.length === 0 ? 'No problems found.' : `${counts.join(', ')}.`;
}
