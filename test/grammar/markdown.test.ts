import { readFileSync } from 'node:fs';
import { createHighlighterCore } from '@shikijs/core';
import { createJavaScriptRegexEngine } from '@shikijs/engine-javascript';
import { expect, test } from 'vitest';

/** The injection of our grammar into Markdown, which is played by a grammar with nothing of its own. */
const read = (name: string) => JSON.parse(readFileSync(new URL(`../../syntaxes/${name}`, import.meta.url), 'utf8'));

const highlighter = await createHighlighterCore({
  langs: [
    { ...read('routeros.tmLanguage.json'), name: 'routeros' },
    { ...read('markdown.tmLanguage.json'), name: 'fences', injectTo: ['text.html.markdown'] },
    { name: 'markdown', scopeName: 'text.html.markdown', patterns: [], repository: {} },
  ],
  themes: [
    {
      name: 'plain',
      type: 'light',
      colors: { 'editor.foreground': '#000000', 'editor.background': '#ffffff' },
      settings: [{ scope: ['constant.language.action'], settings: { foreground: '#aa0000' } }],
    },
  ],
  engine: createJavaScriptRegexEngine(),
});

/** Which words have the colour of an action. */
function actions(text: string): string[] {
  const { tokens } = highlighter.codeToTokens(text, { lang: 'markdown', theme: 'plain' });
  return tokens.flatMap((line) => line.flatMap(({ color, content }) => (color === '#AA0000' ? [content] : [])));
}

const SCRIPT = '/ip firewall filter\nadd chain=input action=drop\n';

test.each([
  ['a block by the name of the language', `\`\`\`routeros\n${SCRIPT}\`\`\`\naction=drop`, ['drop']],
  ['the other names', `~~~ rsc\n${SCRIPT}~~~\n\n\`\`\`MikroTik title="x"\n${SCRIPT}\`\`\``, ['drop', 'drop']],
  ['no other language', `\`\`\`bash\n${SCRIPT}\`\`\``, []],
  ['no prose', SCRIPT, []],
])('%s', (_, text, expected) => {
  expect(actions(text)).toEqual(expected);
});
