/**
 * Packs the TextMate grammar for npm, for Shiki and whatever else colours by such grammars: one module, its types and the
 * grammar itself. Usage: node scripts/grammarPackage.ts [--out FOLDER]
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { atExit, root, runNpm } from './process.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: path.join(root, 'dist') } } });

const folder = mkdtempSync(path.join(tmpdir(), 'rosfw-grammar-'));
atExit(() => rmSync(folder, { recursive: true, force: true }));

const { version, license, repository } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const manifest = {
  name: 'tm-grammar-routeros',
  version,
  description: 'A TextMate grammar of MikroTik RouterOS scripts (.rsc), for Shiki and editors.',
  license,
  repository,
  keywords: ['routeros', 'mikrotik', 'rsc', 'textmate', 'grammar', 'shiki'],
  type: 'module',
  exports: {
    '.': { types: './index.d.ts', default: './index.js' },
    './routeros.tmLanguage.json': './routeros.tmLanguage.json',
  },
  files: ['index.js', 'index.d.ts', 'routeros.tmLanguage.json'],
  publishConfig: { access: 'public', provenance: true },
};
const grammar = JSON.parse(readFileSync(path.join(root, 'syntaxes/routeros.tmLanguage.json'), 'utf8'));
const language = { ...grammar, name: 'routeros', displayName: 'RouterOS', aliases: ['rsc', 'mikrotik'] };
const types = `/** The language as Shiki takes it: \`createHighlighter({ langs: [routeros], … })\`. */
declare const routeros: {
  name: string;
  displayName: string;
  aliases: string[];
  scopeName: string;
  fileTypes: string[];
  patterns: any[];
  repository: Record<string, any>;
};
export default routeros;
`;

writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
writeFileSync(path.join(folder, 'index.js'), `export default ${JSON.stringify(language)};\n`);
writeFileSync(path.join(folder, 'index.d.ts'), types);
cpSync(path.join(root, 'syntaxes/routeros.tmLanguage.json'), path.join(folder, 'routeros.tmLanguage.json'));
cpSync(path.join(root, 'syntaxes/README.md'), path.join(folder, 'README.md'));
cpSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));

mkdirSync(values.out, { recursive: true });
process.exitCode = await runNpm(['pack', '--silent', '--pack-destination', path.resolve(values.out)], { cwd: folder });
