import { expect, test } from 'vitest';
import { markdownFences } from '../../server/src/text/markdownFences.ts';

const LANGUAGES = new Set(['routeros', 'rsc']);

test.each([
  ['a block', '# Title\n```routeros\nadd\nset\n```\ntext', ['add\nset\n']],
  ['blocks of several languages', '```rsc\na\n```\n```sh\nb\n```\n~~~RouterOS title="x"\nc\n~~~\n', ['a\n', 'c\n']],
  ['a block in a list', '- ```rsc\n  a\n  ```\n1. text\n   ```rsc\n   b\n   ```\n', ['  a\n', '   b\n']],
  ['shorter marks within', '````rsc\n```\na\n````\n', ['```\na\n']],
  ['other marks within', '~~~rsc\n```\n~~~\n', ['```\n']],
  ['CRLF', '```rsc\r\na\r\n```\r\n', ['a\r\n']],
  ['a block without an end', 'x\n```rsc\na', ['a']],
  ['an empty block', '```rsc\n```\n', ['']],
  ['no language', '```\na\n```\n', []],
  ['code within a line', '```rsc a``` b\nc\n```\n', []],
  ['what follows the marks', '```sh\n```rsc\na\n```\n', []],
  ['a quote', '> ```rsc\n> a\n> ```\n', []],
  ['nothing', '', []],
])('%s', (_, text, contents) => {
  expect(markdownFences(text, LANGUAGES).map(({ start, end }) => text.slice(start, end))).toEqual(contents);
});
