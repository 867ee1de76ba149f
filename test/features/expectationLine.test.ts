import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { expectationLine } from '../../server/src/features/expectationLine.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

const NEW = 'any -> router tcp 22 => refused';

/** The text with the expectation saved beside the line that holds `$0`, else beside none. */
function saved(marked: string): string | undefined {
  const at = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  const line = at < 0 ? undefined : marked.slice(0, at).split('\n').length;
  const edit = expectationLine(analyse(text), NEW, line);
  return edit && applyEdits(text, [edit]);
}

test.each([
  [
    'above its rule, indented as that is',
    '/ip firewall filter\n  add chain=input action=drop$0\n',
    `/ip firewall filter\n  # rosfw-expect ${NEW}\n  add chain=input action=drop\n`,
  ],
  [
    'above the first rule of the filter where no line is given',
    '/ip dns set servers=192.0.2.1\r\n/ip firewall filter\r\nadd chain=input action=drop\r\n',
    `/ip dns set servers=192.0.2.1\r\n/ip firewall filter\r\n# rosfw-expect ${NEW}\r\nadd chain=input action=drop\r\n`,
  ],
  [
    'above a command that is continued from line to line',
    '/ip firewall filter\nadd chain=input \\\n  action=drop$0\n',
    `/ip firewall filter\n# rosfw-expect ${NEW}\nadd chain=input \\\n  action=drop\n`,
  ],
  [
    'above the block around a rule',
    ':if (true) do={\n  /ip firewall filter\n  add chain=input action=drop$0\n}\n',
    `# rosfw-expect ${NEW}\n:if (true) do={\n  /ip firewall filter\n  add chain=input action=drop\n}\n`,
  ],
  ['into an empty script', '', `# rosfw-expect ${NEW}\n`],
])('%s', (_, before, after) => expect(saved(before)).toBe(after));

test('not where it is expected already', () => {
  expect(saved(`# rosfw-expect ${NEW}\n/ip firewall filter add chain=input action=drop$0\n`)).toBeUndefined();
});
