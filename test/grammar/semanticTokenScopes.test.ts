import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TOKEN_TYPES } from '../../server/src/features/semanticTokens.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const grammar = readFileSync('syntaxes/routeros.tmLanguage.json', 'utf8');

test('colours by meaning are those of the grammar, so that nothing changes its colour when the server is there', () => {
  const [{ language, scopes }] = manifest.contributes.semanticTokenScopes;
  expect(language).toBe('routeros');
  for (const [type, names] of Object.entries<string[]>(scopes)) {
    expect(TOKEN_TYPES).toContain(type);
    for (const name of names) expect(grammar).toContain(`"${name}"`);
  }
});
