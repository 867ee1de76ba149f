import { amount, phrase } from '../language/phrase.ts';
import type { ProblemCode, UnplacedProblem } from './problem.ts';

/** The faults that any reading of the text has. Offsets count from wherever the caller counts. */
export const faults = {
  unclosedBracket(start: number, bracket: string): UnplacedProblem {
    const closer = bracket.endsWith('(') ? ')' : bracket.endsWith('[') ? ']' : '}';
    return error(
      'unclosed-bracket',
      start,
      start + bracket.length,
      phrase`This \`${bracket}\` is never closed, so RouterOS rejects the whole file. Add the missing \`${closer}\`.`,
    );
  },

  unclosedString(start: number): UnplacedProblem {
    return error(
      'unclosed-string',
      start,
      start + 1,
      phrase`This string has no closing quote, so RouterOS reads the following lines as text. Add the missing \`"\`.`,
    );
  },

  strayCloser(start: number, bracket: string, atTop: boolean): UnplacedProblem {
    const why =
      bracket === '}' && atTop
        ? phrase`RouterOS stops reading here without a word and ignores everything below`
        : phrase`RouterOS rejects the whole file`;
    return error(
      'stray-closer',
      start,
      start + 1,
      phrase`This \`${bracket}\` closes nothing: ${why}. Remove it or add its opening bracket.`,
    );
  },

  nestingTooDeep(start: number, limit: number): UnplacedProblem {
    return error(
      'nesting-too-deep',
      start,
      start + 1,
      phrase`Brackets are nested more than ${limit} deep. What lies deeper is not analysed. Split the script into functions.`,
    );
  },

  tooManyTerms(start: number, end: number, limit: number): UnplacedProblem {
    return error(
      'too-many-terms',
      start,
      end,
      phrase`More than ${amount(limit)} words and values stand side by side. What comes from here on is not analysed. Divide the statement.`,
    );
  },

  typographicQuotes(
    start: number,
    end: number,
    quote: string,
    edits: { start: number; end: number; newText: string }[],
  ): UnplacedProblem {
    return withFix(
      error(
        'typographic-quote',
        start,
        end,
        phrase`A typographic quote, \`${quote}\` (${codePoint(quote)}), is an ordinary character for RouterOS, so this text is not quoted. Use straight quotes.`,
      ),
      phrase`Use straight quotes`,
      edits,
    );
  },

  unicodeBlank(start: number, end: number, written: string, visible: boolean): UnplacedProblem {
    return visible
      ? withFix(
          error(
            'unicode-blank',
            start,
            end,
            phrase`This blank is a no-break space or similar (${codePoint(written)}), which RouterOS does not take for a blank. Use an ordinary one.`,
          ),
          phrase`Replace by an ordinary blank`,
          [{ start, end, newText: ' ' }],
        )
      : withFix(
          error(
            'unicode-blank',
            start,
            end,
            phrase`A character without width (${codePoint(written)}) stands here, which RouterOS takes for a part of the word. Remove it.`,
          ),
          phrase`Remove the invisible character`,
          [{ start, end, newText: '' }],
        );
  },

  byteOrderMark(): UnplacedProblem {
    return withFix(
      {
        code: 'byte-order-mark',
        severity: 'warning',
        start: 0,
        end: 1,
        message: phrase`The file begins with a byte order mark, which RouterOS takes for a character of the first command. Save the file as UTF-8 without it.`,
      },
      phrase`Remove the byte order mark`,
      [{ start: 0, end: 1, newText: '' }],
    );
  },

  prompt(start: number, end: number, menu: string): UnplacedProblem {
    return withFix(
      error(
        'prompt-in-front',
        start,
        end,
        phrase`This is the prompt of a console, not a command: RouterOS rejects the file here. Remove it.`,
      ),
      menu === '' ? phrase`Remove the prompt` : phrase`Replace the prompt by its menu`,
      [{ start, end, newText: menu }],
    );
  },

  listMarker(start: number, end: number): UnplacedProblem {
    return withFix(
      error(
        'list-marker-in-front',
        start,
        end,
        phrase`A list number or bullet stands in front of the command: RouterOS rejects the file here. Remove it.`,
      ),
      phrase`Remove the list marker`,
      [{ start, end, newText: '' }],
    );
  },

  strayBackslash(start: number, end: number): UnplacedProblem {
    return withFix(
      error(
        'stray-backslash',
        start,
        start + 1,
        phrase`A backslash continues a command only as the last character of its line; here RouterOS rejects the file. Remove it or break the line behind it.`,
      ),
      phrase`Remove the backslash`,
      [{ start, end, newText: '' }],
    );
  },

  blankContinuation(start: number, blanksEnd: number): UnplacedProblem {
    return withFix(
      error(
        'blank-after-backslash',
        start,
        blanksEnd,
        phrase`Blanks stand between the backslash and the line end, so the line is not continued and RouterOS rejects the file. Remove the blanks.`,
      ),
      phrase`Remove the blanks behind the backslash`,
      [{ start: start + 1, end: blanksEnd, newText: '' }],
    );
  },

  /** The comment moves with the blanks in front of it, from `blank` on, to a line of its own at `lineStart`. */
  trailingComment(start: number, end: number, blank: number, lineStart: number, above: string): UnplacedProblem {
    return withFix(
      error(
        'comment-behind-command',
        start,
        end,
        phrase`RouterOS allows a comment only where a command may begin; behind a command it rejects the file. Put the comment on the line above.`,
      ),
      phrase`Move the comment to the line above`,
      [
        { start: lineStart, end: lineStart, newText: above },
        { start: blank, end, newText: '' },
      ],
    );
  },

  unknownEscape(start: number, end: number, text: string, lineBreak: boolean): UnplacedProblem {
    const message = lineBreak
      ? phrase`Blanks stand between the backslash and the line end, so the string is not continued and RouterOS rejects the file. Remove the blanks.`
      : phrase`RouterOS knows no escape \`${text}\` and rejects the file. Write \`\\\\\` for a backslash, or drop it.`;
    const problem = error(lineBreak ? 'blank-after-backslash' : 'unknown-escape', start, end, message);
    return lineBreak
      ? withFix(problem, phrase`Remove the blanks behind the backslash`, [{ start: start + 1, end, newText: '' }])
      : withFix(problem, phrase`Write two backslashes`, [{ start, end: start, newText: '\\' }]);
  },

  loneDollar(start: number): UnplacedProblem {
    return error(
      'lone-dollar',
      start,
      start + 1,
      phrase`A \`$\` begins a variable, but no name follows, so RouterOS rejects the file. Write the name, or quote the text and write \`\\$\` in it.`,
    );
  },

  expectedOperand(start: number, end: number, operator: string): UnplacedProblem {
    return error(
      'expected-operand',
      start,
      end,
      phrase`The operator \`${operator}\` has no operand here, so RouterOS rejects the file. Add the value or remove the operator.`,
    );
  },

  doubleEquals(start: number, end: number): UnplacedProblem {
    return withFix(
      error(
        'double-equals',
        start,
        end,
        phrase`RouterOS compares with a single \`=\`; what follows has no operand, so it rejects the file. Write one \`=\`.`,
      ),
      phrase`Compare with =`,
      [{ start, end, newText: '=' }],
    );
  },

  unexpectedSemicolon(start: number): UnplacedProblem {
    return error(
      'unexpected-semicolon',
      start,
      start + 1,
      phrase`A \`;\` cannot stand inside parentheses: RouterOS rejects the file. Close the parenthesis before it, or use \`{ }\` for an array.`,
    );
  },

  unexpectedEquals(start: number): UnplacedProblem {
    return error(
      'unexpected-equals',
      start,
      start + 1,
      phrase`This \`=\` has no name in front of it, so RouterOS rejects the file. Write \`name=value\` without blanks, or quote the value.`,
    );
  },
};

/** A brace at which the router stops without a word when it has read all there is. */
export function lastCloser(start: number, end: number): UnplacedProblem {
  const problem: UnplacedProblem = {
    code: 'stray-closer',
    severity: 'hint',
    start,
    end,
    message: phrase`This \`}\` closes nothing. RouterOS stops reading here, and nothing stands below; remove it.`,
  };
  return withFix(problem, phrase`Remove the brace`, [{ start, end, newText: '' }]);
}

export function error(code: ProblemCode, start: number, end: number, message: string): UnplacedProblem {
  return { code, severity: 'error', start, end, message };
}

export function withFix<T extends UnplacedProblem>(
  problem: T,
  title: string,
  edits: readonly { start: number; end: number; newText: string }[],
): T {
  return {
    ...problem,
    fix: { title, edits: edits.map(({ start, end, newText }) => ({ range: { start, end }, newText })) },
  };
}

/** A repair that may not be what was meant: it is offered, but never applied unasked. */
export function withUnsafeFix<T extends UnplacedProblem>(
  given: T,
  title: string,
  edits: readonly { start: number; end: number; newText: string }[],
): T {
  const problem = withFix(given, title, edits);
  return problem.fix === undefined ? problem : { ...problem, fix: { ...problem.fix, unsafe: true } };
}

function codePoint(written: string): string {
  return `U+${(written.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
