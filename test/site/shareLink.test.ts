import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { MAX_SHARED_BYTES, SHARE_PREFIX, sharedScript, shareFragment } from '../../client/src/playground/shareLink.ts';

const SCRIPT = '/ip firewall filter\nadd chain=input action=drop comment="Büro – 出口 🚪"\n'.repeat(20);

function fragmentOf(bytes: Uint8Array): string {
  return SHARE_PREFIX + Buffer.from(gzipSync(bytes)).toString('base64url');
}

async function faultOf(fragment: string): Promise<string> {
  const shared = await sharedScript(fragment);
  return 'fault' in shared ? shared.fault : `a script of ${shared.text.length} characters`;
}

test.each(['', 'x', SCRIPT, '\0\r\n\t', '\ufeff# with a mark', '/ip\n'.repeat(50_000)])(
  'gives back %j',
  async (text) => {
    expect(await sharedScript((await shareFragment(text)) as string)).toEqual({ text });
  },
);

test('holds nothing that a program could take for something else', async () => {
  expect(await shareFragment(SCRIPT)).toMatch(/^script=[A-Za-z0-9_-]+$/);
});

describe('a link that came to harm', () => {
  test('is known for one wherever it is cut', async () => {
    const fragment = (await shareFragment(SCRIPT)) as string;
    for (let length = SHARE_PREFIX.length; length < fragment.length; length++) {
      expect(await faultOf(fragment.slice(0, length)), `cut after ${length}`).toContain('cut or changed');
    }
  });

  test('is known for one where any byte is another', async () => {
    const packed = gzipSync(SCRIPT);
    // The ninth and tenth say how and where it was packed, the eight before what it is; nothing of the script is in them.
    for (let at = 10; at < packed.length; at++) {
      const bytes = Buffer.from(packed);
      bytes[at] = (bytes[at] as number) ^ 0x55;
      expect(await faultOf(SHARE_PREFIX + bytes.toString('base64url')), `byte ${at}`).toContain('cut or changed');
    }
  });

  test.each([
    ['has no script', SHARE_PREFIX],
    ['has letters that there are not', `${SHARE_PREFIX}<script>`],
    ['is not packed', `${SHARE_PREFIX}${Buffer.from('hello').toString('base64url')}`],
    ['is no text', fragmentOf(Uint8Array.of(0xff, 0xfe, 0xfd))],
    ['has something behind it', `${fragmentOf(Buffer.from('x'))}AAAA`],
  ])('is known for one that %s', async (_, fragment) => {
    expect(await faultOf(fragment)).toContain('cut or changed');
  });
});

describe('what is too long', () => {
  test('gets no link', async () => {
    expect(await shareFragment('x'.repeat(MAX_SHARED_BYTES))).toBeDefined();
    expect(await shareFragment('x'.repeat(MAX_SHARED_BYTES + 1))).toBeUndefined();
    expect(await shareFragment('ü'.repeat(MAX_SHARED_BYTES / 2 + 1))).toBeUndefined();
  });

  test('is not unpacked, however small it was packed', async () => {
    const bomb = fragmentOf(new Uint8Array(200 * MAX_SHARED_BYTES));
    expect(bomb.length).toBeLessThan(400_000);
    const before = process.memoryUsage().rss;
    expect(await faultOf(bomb)).toContain('more than 1 MB');
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  test('is not even read', async () => {
    expect(await faultOf(SHARE_PREFIX + 'A'.repeat(1_000_001))).toContain('more than 1 MB');
  });
});
