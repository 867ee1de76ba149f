import * as lsp from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, RelatedPlace } from '../diagnostics/finding.ts';
import { metaOf, pageUrl } from '../rules/register.ts';
import type { Severity } from '../syntax/problem.ts';
import type { TextEdit } from '../text/edit.ts';
import type { TextRange } from '../text/range.ts';

/** Offsets become positions only here. */
export function toRange(document: TextDocument, { start, end }: TextRange): lsp.Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function toEdit(document: TextDocument, { range, newText }: TextEdit): lsp.TextEdit {
  return { range: toRange(document, range), newText };
}

/** `uriOf` says where another file of the same router is. */
export function toDiagnostic(
  document: TextDocument,
  finding: Finding,
  withRelated: boolean,
  uriOf: (file: string) => string | undefined = () => undefined,
): lsp.Diagnostic {
  const { ruleId, severity, message, range, related, unnecessary } = finding;
  return {
    range: toRange(document, range),
    severity: toSeverity(severity),
    source: 'rosfw',
    code: ruleId,
    ...(metaOf(ruleId) === undefined ? {} : { codeDescription: { href: pageUrl(ruleId) } }),
    message,
    ...(unnecessary === true ? { tags: [lsp.DiagnosticTag.Unnecessary] } : {}),
    ...(withRelated && related.length > 0
      ? {
          relatedInformation: related.map((place) => ({
            message: place.message,
            location: placeOf(document, place, uriOf),
          })),
        }
      : {}),
  };
}

function placeOf(
  document: TextDocument,
  { range, elsewhere }: RelatedPlace,
  uriOf: (file: string) => string | undefined,
): lsp.Location {
  const uri = elsewhere === undefined ? undefined : uriOf(elsewhere.file);
  if (elsewhere === undefined || uri === undefined) return { uri: document.uri, range: toRange(document, range) };
  const { line, column, endLine, endColumn } = elsewhere;
  return {
    uri,
    range: {
      start: { line: line - 1, character: column - 1 },
      end: { line: endLine - 1, character: endColumn - 1 },
    },
  };
}

function toSeverity(severity: Severity): lsp.DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return lsp.DiagnosticSeverity.Error;
    case 'warning':
      return lsp.DiagnosticSeverity.Warning;
    case 'information':
      return lsp.DiagnosticSeverity.Information;
    default:
      return lsp.DiagnosticSeverity.Hint;
  }
}
