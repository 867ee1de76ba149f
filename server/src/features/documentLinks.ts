import { forEachCommand } from '../binding/boundScript.ts';
import { Suppressions } from '../diagnostics/suppressions.ts';
import { importedFile } from '../project/composition.ts';
import { metaOf, pageUrl } from '../rules/register.ts';
import type { Analysis } from '../rules/rule.ts';
import { constantText } from '../syntax/ast.ts';
import type { TextRange } from '../text/range.ts';
import { hostedScripts } from './hostedScripts.ts';

export interface DocumentLink {
  readonly range: TextRange;
  readonly tooltip: string;
  /** The file beside this one that an `/import` names, or the page of a rule. */
  readonly target: { readonly file: string } | { readonly url: string };
}

/** What can be opened from the text, in its order: imported scripts, and the pages of rules that suppressions name. */
export function documentLinks(analysis: Pick<Analysis, 'text' | 'script'>): DocumentLink[] {
  return [...imports(analysis), ...rulePages(analysis)].sort((a, b) => a.range.start - b.range.start);
}

function imports({ script }: Pick<Analysis, 'script'>): DocumentLink[] {
  const links: DocumentLink[] = [];
  for (const { bound, inFile } of hostedScripts(script)) {
    forEachCommand(bound.commands, (command) => {
      const named = importedFile(command);
      const file = constantText(named) ?? '';
      if (named === undefined || !isScriptName(file)) return;
      const { start, end } = command.place(named);
      const inner = named.kind === 'String' ? { start: start + 1, end: end - 1 } : { start, end };
      links.push({ range: inFile(inner), tooltip: 'Open the script', target: { file } });
    });
  }
  return links;
}

/** What an import can mean is a script beside this one; nothing leads out of the folder. */
function isScriptName(name: string): boolean {
  return /^[^\0\r\n]{1,255}\.rsc$/.test(name) && !name.split(/[\\/]/).includes('..');
}

function rulePages({ text, script }: Pick<Analysis, 'text' | 'script'>): DocumentLink[] {
  return new Suppressions(script).all.flatMap(({ rules, comment }) => {
    let from = comment.start;
    return rules.flatMap((rule): DocumentLink[] => {
      const start = text.indexOf(rule, from);
      if (start < 0 || start + rule.length > comment.end) return [];
      from = start + rule.length;
      if (metaOf(rule) === undefined) return [];
      return [
        { range: { start, end: from }, tooltip: `Show documentation for ${rule}`, target: { url: pageUrl(rule) } },
      ];
    });
  });
}
