import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const LANGUAGES = readdirSync(path.join(root, 'l10n')).map((name) => name.replace(/^bundle\.l10n\.|\.json$/g, ''));

function bundle(name: string): Record<string, string> {
  return JSON.parse(readFileSync(path.join(root, name), 'utf8')) as Record<string, string>;
}

/** The texts that the client asks to be translated, as they stand in its code. */
function textsInCode(): Set<string> {
  const folder = path.join(root, 'client/src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return new Set(
    files.flatMap((name) => {
      const code = readFileSync(path.join(folder, name), 'utf8');
      return [...code.matchAll(/(?:\bl10n\.|[^\w.])t\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, text = '']) =>
        text.replaceAll("\\'", "'"),
      );
    }),
  );
}

/** The keys in the manifest. */
function keysInManifest(): Set<string> {
  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
  return new Set([...manifest.matchAll(/"%([\w.-]+)%"/g)].map(([, key = '']) => key));
}

/** What is filled in, and what can be clicked. */
function parts(text: string): string[] {
  return [...text.matchAll(/\{\d\}|\]\(command:[^)]*\)|`[\w.$-]+`/g)].map(([part]) => part).sort();
}

test('there is a full translation', () => {
  expect(LANGUAGES).toContain('de');
});

test('the manifest has a text for each of its keys, and no other', () => {
  expect(Object.keys(bundle('package.nls.json')).sort()).toEqual([...keysInManifest()].sort());
});

test('no text of the code is put together, so that all can be translated', () => {
  for (const text of textsInCode()) expect(text).not.toMatch(/\$\{/);
  expect(textsInCode().size).toBeGreaterThan(50);
});

describe.each(LANGUAGES)('in %s', (language) => {
  test('each text of the manifest is translated', () => {
    const english = bundle('package.nls.json');
    const translated = bundle(`package.nls.${language}.json`);
    expect(Object.keys(translated)).toEqual(Object.keys(english));
    for (const [key, text] of Object.entries(translated)) {
      expect(parts(text), key).toEqual(parts(english[key] ?? ''));
      expect(text.trim(), key).not.toBe('');
    }
  });

  test('each text of the code is translated', () => {
    const translated = bundle(`l10n/bundle.l10n.${language}.json`);
    expect(Object.keys(translated).sort()).toEqual([...textsInCode()].sort());
    for (const [english, text] of Object.entries(translated)) {
      expect(parts(text), english).toEqual(parts(english));
      expect(text.trim(), english).not.toBe('');
    }
  });
});
