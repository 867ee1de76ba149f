import type { Fix } from '../diagnostics/finding.ts';
import type { SuppressionUse } from '../diagnostics/suppressions.ts';
import { phrase } from '../language/phrase.ts';
import type { TextEdit } from '../text/edit.ts';
import { nearMiss } from '../text/nearMiss.ts';
import { wholeLines } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A suppression that silences nothing, or names a rule that does not exist. */
export const uselessSuppression: Rule = {
  last: true,
  meta: {
    id: 'useless-suppression',
    summary: 'A suppression silences nothing.',
    severity: 'hint',
    confidence: 'certain',
    persona: 'pedantic',
    why: 'What it was for has been repaired, or its rule has another name. It stays as a hole through which the next fault of this kind slips without a word.',
    remedy: 'Remove it, or correct the name of the rule.',
    bad: `/ip firewall filter
# rosfw-ignore-next-line port-without-protocol -- the old switch wants it so
add action=accept chain=input dst-port=22 protocol=tcp src-address=192.168.88.0/24
add action=drop chain=input
`,
    good: `/ip firewall filter
add action=accept chain=input dst-port=22 protocol=tcp src-address=192.168.88.0/24
add action=drop chain=input
`,
    fix: 'safe',
    since: '0.1.0',
    sources: ['README of this project, Rules: how to silence a finding.'],
  },

  *check(analysis) {
    for (const use of analysis.suppressions) {
      for (const id of use.unused) {
        yield {
          message: message(id, analysis),
          range: use.comment,
          fixes: removal(analysis, use, id),
          unnecessary: true,
        };
      }
    }
  },
};

function message(id: string, { silenceable }: Analysis): string {
  if (silenceable.includes(id))
    return phrase`Nothing here is found by ${id}, so this only hides what may come. Remove it.`;
  const meant = nearMiss(id, silenceable);
  return phrase`There is no rule ${id}, so this silences nothing. ${meant === undefined ? phrase`"rosfw rules" lists them.` : phrase`Did you mean ${meant}?`}`;
}

/** Takes away one rule of a comment line, or the line where no other is left; what a command says is left to people. */
function removal(analysis: Analysis, use: SuppressionUse, id: string): Fix[] {
  if (!analysis.text.startsWith('#', use.comment.start)) return [];
  if (use.rules.every((rule) => use.unused.includes(rule))) {
    const edit: TextEdit = { range: wholeLines(analysis.text, { range: use.comment }), newText: '' };
    return [{ title: phrase`Remove the suppression`, safe: true, edits: [edit] }];
  }
  const text = analysis.text.slice(use.comment.start, use.comment.end);
  const written = new RegExp(`,[ \\t]*${id}(?![a-z0-9-])|(?<![a-z0-9-])${id}[ \\t]*,[ \\t]*`).exec(text);
  if (written === null) return [];
  const start = use.comment.start + written.index;
  return [
    {
      title: phrase`Remove ${id} from the suppression`,
      safe: true,
      edits: [{ range: { start, end: start + written[0].length }, newText: '' }],
    },
  ];
}
