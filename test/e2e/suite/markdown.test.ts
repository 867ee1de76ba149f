/** Scripts in code blocks of Markdown. */
import { closeAll, codesBecome, open, openUntitled, setting } from './support.ts';

const GUIDE = '# A guide\n\n```routeros\n:put (1 == 1)\n```\n\n```sh\n) (\n```\n';

describe('scripts in Markdown', () => {
  afterEach(async () => {
    await setting('markdown.enable', undefined);
    await closeAll();
  });

  it('have problems while the setting says so', async () => {
    const { document } = await openUntitled(GUIDE, 'markdown');
    await setting('markdown.enable', true);
    await codesBecome(document.uri, ['double-equals']);
    await setting('markdown.enable', undefined);
    await codesBecome(document.uri, []);
  });

  it('leave scripts in files of their own alone', async () => {
    await setting('markdown.enable', true);
    const script = await openUntitled(':put (1 == 1)\n');
    await codesBecome(script.document.uri, ['double-equals']);
    await setting('markdown.enable', undefined);
    await codesBecome(script.document.uri, ['double-equals']);
    await open('knock.rsc');
  });
});
