import * as lsp from 'vscode-languageserver';
import { type CodeLens, type CodeLensOptions, codeLenses, type ResolvedCodeLens } from '../features/codeLenses.ts';
import { type InlayHintOptions, inlayHints } from '../features/inlayHints.ts';
import { signatureHelp } from '../features/signatureHelp.ts';
import type { Answers, ItemOrigin, OpenScript } from './answers.ts';
import { COMMANDS } from './commands.ts';
import { toRange } from './convert.ts';
import { partAt, type RouterAnalysis, type Routers } from './routers.ts';
import type { RuleLabelPlace } from './settings.ts';

export const ANNOTATIONS: lsp.ServerCapabilities = {
  inlayHintProvider: true,
  codeLensProvider: { resolveProvider: true },
  // Not by blanks, behind which arguments are offered already.
  signatureHelpProvider: { triggerCharacters: ['='], retriggerCharacters: [' ', ',', '/'] },
};

/** What of it the user wants to see in a file. */
export interface AnnotationOptions {
  readonly ruleLabels: RuleLabelPlace;
  readonly inlayHints: InlayHintOptions;
  readonly codeLens: CodeLensOptions;
}

/** Answers what an editor shows between and above the lines; `drawsLabels` says whether it draws labels by itself. */
export function serveAnnotations(
  connection: lsp.Connection,
  answers: Answers,
  optionsOf: (uri: string) => Promise<AnnotationOptions>,
  routers: Pick<Routers, 'of'>,
  drawsLabels: () => boolean,
): void {
  connection.languages.inlayHint.on(
    answers.script<lsp.InlayHintParams, lsp.InlayHint[]>('Inlay hints', [], async (script, { range }) => {
      const { document, analysis } = script;
      const { inlayHints: options, ruleLabels: labels } = await optionsOf(document.uri);
      const isElsewhere = labels === 'off' || (labels === 'before' && drawsLabels());
      const wanted = isElsewhere ? { ...options, ruleNumbers: false, knockStages: false } : options;
      const place = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      return inlayHints(analysis, place, wanted).map(({ offset, label, tooltip, side }) => ({
        position: document.positionAt(offset),
        label,
        tooltip,
        ...(side === 'before' ? { paddingLeft: true } : { paddingRight: true }),
      }));
    }),
  );
  connection.onCodeLens(
    answers.script<lsp.CodeLensParams, lsp.CodeLens[]>('Code lenses', [], async (script) => {
      const { uri, version } = script.document;
      const { codeLens } = await optionsOf(uri);
      return lensesIn(script, await routers.of(uri), codeLens).map(({ range }, index) => {
        return { range: toRange(script.document, range), data: { uri, version, index, codeLens } satisfies LensData };
      });
    }),
  );
  connection.onCodeLensResolve(
    answers.item<lsp.CodeLens, LensData>('Code lenses', async (lens, data) => {
      const script = await answers.scriptOf(data);
      if (script === undefined) return undefined;
      const found = lensesIn(script, await routers.of(data.uri), data.codeLens)[data.index];
      // Another file of the router may have changed, and so what stands here.
      const isSame = found?.range.start === script.document.offsetAt(lens.range.start);
      return isSame ? { ...lens, command: toCommand(data.uri, found.resolve()) } : undefined;
    }),
  );
  connection.onSignatureHelp(
    answers.script<lsp.SignatureHelpParams, lsp.SignatureHelp | null>('Signatures', null, (script, params) => {
      const help = signatureHelp(script.analysis, script.document.offsetAt(params.position));
      // Unasked, only what is short and new to the eye is shown.
      const unasked = params.context?.triggerKind === lsp.SignatureHelpTriggerKind.TriggerCharacter;
      if (help === undefined || (unasked && !help.short)) return null;
      const { label, parameters, active } = help;
      const signature: lsp.SignatureInformation = {
        label,
        parameters: parameters.map(({ label: { start, end }, documentation: value }) => ({
          label: [start, end],
          ...(value === '' ? {} : { documentation: { kind: lsp.MarkupKind.Markdown, value } }),
        })),
      };
      // No parameter: a number beyond the last, since older clients take nothing for the first.
      return { signatures: [signature], activeSignature: 0, activeParameter: active ?? parameters.length };
    }),
  );
}

/** Those of the whole router that stand in the script, with places in that. */
function lensesIn(
  { document, analysis }: OpenScript,
  router: RouterAnalysis | undefined,
  options: CodeLensOptions,
): CodeLens[] {
  if (router === undefined) return codeLenses(analysis, options);
  return codeLenses(router.analysis, options).flatMap((lens) => {
    const part = partAt(router, lens.range);
    return part?.document.uri === document.uri ? [{ ...lens, range: part.range }] : [];
  });
}

/** What comes back with a lens that is to be resolved. */
interface LensData extends ItemOrigin {
  readonly index: number;
  readonly codeLens: CodeLensOptions;
}

function toCommand(uri: string, { title, command }: ResolvedCodeLens): lsp.Command {
  switch (command?.kind) {
    case 'copy':
      return { title, command: COMMANDS.copyText, arguments: [command.text] };
    case 'knocks':
      return { title, command: COMMANDS.showKnocks, arguments: [uri] };
    case 'trace':
      return { title, command: COMMANDS.tracePacket, arguments: [uri, command.packet] };
    default:
      // An editor shows it as plain text.
      return { title, command: '' };
  }
}
