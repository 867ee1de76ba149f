import fc from 'fast-check';
import { test } from 'vitest';
import { SHARE_PREFIX, sharedScript, shareFragment } from '../../client/src/playground/shareLink.ts';

test('any text comes back from its link', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
      const shared = await sharedScript((await shareFragment(text)) as string);
      return 'text' in shared && shared.text === text;
    }),
  );
});

test('any fragment gives a text or a fault, and none that is not a link of ours a text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.base64String({ maxLength: 200 }), async (packed) => {
      const shared = await sharedScript(SHARE_PREFIX + packed.replaceAll('+', '-').replaceAll('/', '_'));
      return 'fault' in shared;
    }),
  );
});
