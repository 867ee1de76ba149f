import * as lsp from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileAnalysis } from '../analysis/analysis.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { select } from '../diagnostics/selection.ts';
import { type CodeAction, codeActions, type FixAll, fixAllSteps, type IsShown } from '../features/codeActions.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Answers, ItemOrigin } from './answers.ts';
import { COMMANDS } from './commands.ts';
import { toEdit } from './convert.ts';
import { type Routers, routerProblems } from './routers.ts';
import type { Settings } from './settings.ts';

/** The kind of the action that VS Code may run on save, `source.fixAll.rosfw`. */
const FIX_ALL = `${lsp.CodeActionKind.SourceFixAll}.rosfw`;

export const CODE_ACTIONS: lsp.ServerCapabilities = {
  codeActionProvider: { codeActionKinds: [lsp.CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true },
};

type ShownSettings = Pick<Settings, 'enable' | 'rules' | 'persona'>;

/**
 * Offers fixes, suppressions and pages. What takes long is made when the action is chosen; all that this needs is in
 * the action's own data, so that no other request can take it away.
 */
export function serveCodeActions(
  connection: lsp.Connection,
  answers: Answers,
  client: () => lsp.ClientCapabilities,
  settingsOf: (uri: string) => Promise<ShownSettings>,
  routers: Routers,
): void {
  /** Fixes are those of what is shown, which the whole router shows. */
  const withRouter = async (uri: string, analysis: FileAnalysis): Promise<FileAnalysis> => {
    const problems = await routerProblems(routers, uri, analysis);
    return problems === analysis ? analysis : { ...analysis, findings: problems.findings };
  };
  const isShownIn = async (uri: string): Promise<IsShown> => {
    const { enable, rules, persona } = await settingsOf(uri);
    return (finding) => enable && select([finding], { persona, severities: rules }).length > 0;
  };
  connection.onCodeAction(
    answers.any<lsp.CodeActionParams, lsp.CodeAction[]>('Code actions', [], async (params) => {
      const { textDocument, range, context } = params;
      const isShown = await isShownIn(textDocument.uri);
      const script = await answers.find(textDocument.uri);
      if (script === undefined) return [];
      const { document } = script;
      const analysis = await withRouter(document.uri, script.analysis);
      const wanted = (kind: string): boolean =>
        context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
      const make = (action: CodeAction, kind: string, edits: readonly TextEdit[]): lsp.CodeAction => ({
        title: action.title,
        kind,
        diagnostics: answered(document, action, context.diagnostics),
        isPreferred: action.preferred,
        edit: workspaceEdit(document, edits, client()),
      });
      const actions: lsp.CodeAction[] = [];
      if (wanted(lsp.CodeActionKind.QuickFix)) {
        const place = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
        for (const action of codeActions(analysis, place, isShown)) {
          const { title, url, fixAll } = action;
          const kind = lsp.CodeActionKind.QuickFix;
          const diagnostics = answered(document, action, context.diagnostics);
          if (url !== undefined) {
            const command = { title, command: COMMANDS.showRulePage, arguments: [url] };
            actions.push({ title, kind, diagnostics, command });
          } else if (fixAll === undefined) actions.push(make(action, kind, action.edits));
          else if (resolvesEdits(client())) {
            const { uri, version } = document;
            const data: FixAllData = { uri, version, fixAll };
            actions.push({ title, kind, diagnostics, isPreferred: false, data });
          } else {
            const fixed = await answers.work(document, fixAllSteps(analysis, isShown, fixAll));
            actions.push(make(action, kind, fixed?.edits ?? []));
          }
        }
      }
      if (context.only !== undefined && wanted(FIX_ALL)) {
        const fixed = await answers.work(document, fixAllSteps(analysis, isShown, {}));
        if (fixed !== undefined) actions.push({ ...make(fixed, FIX_ALL, fixed.edits), diagnostics: [] });
      }
      return actions;
    }),
  );
  connection.onCodeActionResolve(
    answers.item<lsp.CodeAction, FixAllData>('Code actions', async (action, data) => {
      const isShown = await isShownIn(data.uri);
      const script = await answers.scriptOf(data);
      if (script === undefined) return undefined;
      const { document, analysis } = script;
      const fixed = await answers.work(document, fixAllSteps(analysis, isShown, data.fixAll));
      return { ...action, edit: workspaceEdit(document, fixed?.edits ?? [], client()) };
    }),
  );
}

/** What comes back with an action that is to be resolved. */
interface FixAllData extends ItemOrigin {
  readonly fixAll: FixAll;
}

/** A version lets the editor refuse an edit for a text that is no more. */
function workspaceEdit(
  document: TextDocument,
  edits: readonly TextEdit[],
  { workspace }: lsp.ClientCapabilities,
): lsp.WorkspaceEdit {
  const { uri, version } = document;
  const converted = edits.map((edit) => toEdit(document, edit));
  return workspace?.workspaceEdit?.documentChanges === true
    ? { documentChanges: [{ textDocument: { uri, version }, edits: converted }] }
    : { changes: { [uri]: converted } };
}

/** Whether a client asks for the edits of an action when it is chosen. */
function resolvesEdits({ textDocument }: lsp.ClientCapabilities): boolean {
  const { dataSupport, resolveSupport } = textDocument?.codeAction ?? {};
  return dataSupport === true && resolveSupport?.properties.includes('edit') === true;
}

/** The diagnostics of the editor that an action answers. */
function answered(document: TextDocument, action: CodeAction, shown: readonly lsp.Diagnostic[]): lsp.Diagnostic[] {
  const shows = (diagnostic: lsp.Diagnostic, { ruleId, range }: Finding): boolean =>
    diagnostic.code === ruleId && document.offsetAt(diagnostic.range.start) === range.start;
  return shown.filter((diagnostic) => action.findings.some((finding) => shows(diagnostic, finding)));
}
