import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { foldingRanges } from '../../server/src/features/foldingRanges.ts';

test('sections end with their last command', () => {
  check(
    `/ip firewall filter      < section
add chain=input           |
add chain=forward         |

# about the next menu
/ip firewall nat          < section
add chain=srcnat          |
/ip service`,
  );
});

test('blocks leave the closing brace to be seen', () => {
  check(
    `:if (true) do={          < block
  :put 1                  |
} else={                  < block
  :foreach i in=$all do={ |< block
    :put 2                ||
  }                       |
}`,
  );
});

test('texts over several lines fold, and what is not closed', () => {
  check(
    `/system script add source=":put 1 < block
:put 2"                   |
:if (true) do={           < block
  :put 3                  |
`,
  );
});

test('comments below each other and regions', () => {
  check(
    `# one                    < comment
# two                     |
#region knocks            < region
# a single line           |
/ip firewall filter       |< section
add chain=input           ||
#endregion                |
# region open`,
  );
});

test('a region cuts the section that it crosses', () => {
  check(
    `/ip firewall filter      < section
add chain=input           |
# region rest             < region
add chain=forward         |
/ip firewall nat          |< section
# endregion               ||
add chain=srcnat`,
  );
});

test('continued commands', () => {
  check(
    `/ip firewall filter      < section
add chain=input \\         |< command
    action=drop           ||
add chain=forward         |`,
  );
});

/**
 * Each line is followed by its folds: `|` for each fold that hides it, `<` and a kind where one begins.
 */
function check(picture: string): void {
  const rows = picture.split('\n').map((row) => /^(.*?)[ ]*(\|*)(?:< (\w+))?$/.exec(row) as RegExpExecArray);
  const text = rows.map(([, code]) => (code as string).trimEnd()).join('\n');
  const folds = foldingRanges(analyse(text));
  const drawn = rows.map((_, line) => {
    const hidden = folds.filter(({ startLine, endLine }) => startLine < line && line <= endLine).length;
    const begins = folds.find(({ startLine }) => startLine === line);
    return `${'|'.repeat(hidden)}${begins === undefined ? '' : `< ${begins.kind}`}`;
  });
  expect(drawn).toEqual(rows.map(([, , bars, kind]) => `${bars}${kind === undefined ? '' : `< ${kind}`}`));
}
