import type { BoundCommand } from '../binding/boundCommand.ts';
import { forEachCommand } from '../binding/boundScript.ts';
import { embeddedScripts, hostRange } from '../binding/embeddedScripts.ts';
import { otherCommands } from '../binding/listEntries.ts';
import { catalog } from '../catalog/catalog.ts';
import { phraseKey, phraseOf } from '../language/phrase.ts';
import { constantText } from '../syntax/ast.ts';
import type { TextRange } from '../text/range.ts';
import type { Rule } from './rule.ts';

/** A script that runs what it has just fetched. */
export const importsDownload: Rule = {
  meta: {
    id: 'imports-download',
    summary: 'A script runs a file that it has fetched over an unprotected way.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'A fetch over HTTP, FTP or TFTP brings whatever somebody on the way puts there, and `/import` runs it with all rights. Programs that have taken a router over keep it in just this way: a scheduler that fetches and imports.',
    remedy:
      'Fetch over HTTPS with `check-certificate=yes`, from a server of your own. If you do not know the script, treat the router as taken over.',
    bad: `/tool fetch url="http://updates.example.com/list.rsc" dst-path=list.rsc
/import file-name=list.rsc
`,
    good: `/tool fetch url="https://updates.example.com/list.rsc" check-certificate=yes dst-path=list.rsc
/import file-name=list.rsc
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Fetch.', 'MikroTik blog, Mēris botnet, 2021.'],
  },

  *check({ script }) {
    const commands = otherCommands(script);
    const own = unsafeFetch(commands);
    if (own !== undefined) yield { message: phraseOf(MESSAGE), range: own };
    for (const embedded of embeddedScripts({ ...script, commands }, catalog)) {
      // The text between braces has been read with the text around it.
      const inner = embedded.in === 'string' ? unsafeFetch(embedded.bound.commands) : undefined;
      if (inner !== undefined) yield { message: phraseOf(MESSAGE), range: hostRange(embedded, inner) };
    }
  },
};

const MESSAGE = phraseKey`This fetches a file over an unprotected way, and the script then runs it with all rights. Use https and check-certificate=yes.`;

/** The fetch of a file that the same commands import. */
function unsafeFetch(commands: readonly BoundCommand[]): TextRange | undefined {
  let fetched: TextRange | undefined;
  let imports = false;
  forEachCommand(commands, ({ menu, name, arguments: given, nameRange }) => {
    const text = (wanted: string): string | undefined =>
      constantText(given.find((argument) => argument.name === wanted)?.value);
    if (name === ':import') imports = true;
    if (name !== 'fetch' || menu?.path !== '/tool' || fetched !== undefined) return;
    const url = text('url') ?? '';
    const mode = text('mode');
    const plain = /^(?:http|t?ftp):/i.test(url) || (/^t?ftp$|^http$/.test(mode ?? '') && !url.startsWith('https:'));
    if (plain && text('output') !== 'none' && text('upload') !== 'yes') fetched = nameRange;
  });
  return imports ? fetched : undefined;
}
