/**
 * Writes what is made from definitions in the code: `docs/rules/*.md`, the tables of the README, the new ids in
 * the changelog, the settings in `package.json`, and the schema of `rosfw.json`. Usage: node scripts/docs.ts [--check]; with --check it only says what is out of date, and fails.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { DiagnosticMeta } from '../server/src/diagnostics/meta.ts';
import { SECTION, SETTING_GROUPS, SETTINGS } from '../server/src/lsp/settings.ts';
import { PROBLEMS } from '../server/src/problems/problemRegister.ts';
import { PROJECT_FILE, projectSchema } from '../server/src/project/projectFile.ts';
import { rulePage } from '../server/src/reports/rulePage.ts';
import { REGISTER } from '../server/src/rules/register.ts';
import { RULES } from '../server/src/rules/registry.ts';
import { root } from './process.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean' } } });

const rulesFolder = path.join(root, 'docs/rules');
const stale: string[] = [];

mkdirSync(rulesFolder, { recursive: true });
const pages = new Map(REGISTER.map((meta) => [`${meta.id}.md`, rulePage(meta)]));
pages.set('README.md', index());
for (const [name, text] of pages) put(path.join(rulesFolder, name), text);
for (const name of readdirSync(rulesFolder)) {
  if (pages.has(name)) continue;
  stale.push(`docs/rules/${name} belongs to no entry of the register`);
  if (values.check !== true) rmSync(path.join(rulesFolder, name));
}

/** What `rosfw check --format gcc` prints. */
const GCC_LINE = {
  regexp: '^(.+?):(\\d+):(\\d+):\\s+(error|warning|note):\\s+(.*)\\s+\\[([a-z0-9-]+)\\]$',
  file: 1,
  line: 2,
  column: 3,
  severity: 4,
  message: 5,
  code: 6,
};
put(
  path.join(root, 'problem-matcher.json'),
  `${JSON.stringify({ problemMatcher: [{ owner: 'rosfw', pattern: [GCC_LINE] }] }, undefined, 2)}\n`,
);
mkdirSync(path.join(root, 'schemas'), { recursive: true });
put(path.join(root, 'schemas/rosfw.schema.json'), `${JSON.stringify(projectSchema(), undefined, 2)}\n`);

const readme = path.join(root, 'README.md');
put(
  readme,
  between(between(readFileSync(readme, 'utf8'), 'rules', ruleTable('docs/rules/')), 'settings', settingsTable()),
);

const changelog = path.join(root, 'CHANGELOG.md');
const versions = [...new Set(REGISTER.map(({ since }) => since))];
put(
  changelog,
  versions.reduce(
    (text, version) => between(text, `diagnostics-${version}`, newIn(version)),
    readFileSync(changelog, 'utf8'),
  ),
);

const manifestFile = path.join(root, 'package.json');
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
manifest.contributes.jsonValidation = [{ fileMatch: PROJECT_FILE, url: './schemas/rosfw.schema.json' }];
manifest.contributes.problemMatchers = [
  {
    name: 'rosfw',
    owner: 'rosfw',
    source: 'rosfw',
    severity: 'info',
    applyTo: 'closedDocuments',
    fileLocation: ['autoDetect', `\${workspaceFolder}`],
    pattern: GCC_LINE,
  },
];
manifest.contributes.taskDefinitions = [
  {
    type: 'rosfw',
    properties: {
      paths: {
        type: 'array',
        items: { type: 'string' },
        description: 'Files, folders and patterns to check; without them the folder.',
      },
      args: {
        type: 'array',
        items: { type: 'string' },
        description: 'Further arguments of rosfw check, such as --persona=pedantic.',
      },
    },
  },
];
const textsFile = path.join(root, 'package.nls.json');
const texts = new Map(Object.entries<string>(JSON.parse(readFileSync(textsFile, 'utf8'))));
for (const key of texts.keys()) if (/^(?:setting|settings|task)\./.test(key)) texts.delete(key);
manifest.contributes.configuration = settingGroups();
manifest.contributes.taskDefinitions = keyed('task', manifest.contributes.taskDefinitions);
put(textsFile, `${JSON.stringify(Object.fromEntries(texts), undefined, 2)}\n`);
put(manifestFile, `${JSON.stringify(manifest, undefined, 2)}\n`);
// Translations in the same order, so that both can be read side by side. What one lacks a test says.
for (const name of readdirSync(root).filter((file) => /^package\.nls\..+\.json$/.test(file))) {
  const translated: Readonly<Record<string, string>> = JSON.parse(readFileSync(path.join(root, name), 'utf8'));
  const order = [...new Set([...texts.keys(), ...Object.keys(translated)])].filter((key) => key in translated);
  const sorted = Object.fromEntries(order.map((key) => [key, translated[key]]));
  put(path.join(root, name), `${JSON.stringify(sorted, undefined, 2)}\n`);
}

if (values.check === true && stale.length > 0) {
  console.error(`Out of date, run "npm run docs":\n  ${stale.join('\n  ')}`);
  process.exitCode = 1;
}

/** The ids of what a version has for the first time, in alphabetical order. */
function newIn(version: string): string {
  const ids = REGISTER.filter(({ since }) => since === version).map(({ id }) => `[\`${id}\`](docs/rules/${id}.md)`);
  return `${ids.sort().join(',\n')}.`;
}

/** The same with keys instead of descriptions; VS Code puts in the texts of its own language. */
function keyed(prefix: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((child, index) => keyed(`${prefix}.${index}`, child));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, child]) => {
    const key = `${prefix}.${name}`.replace(`setting.${SECTION}.`, 'setting.').replace('.properties.', '.');
    const plain = key.replace(/\.(?:markdownDescription|description)$/, '');
    if (plain !== key && typeof child === 'string') return [name, text(plain, child)];
    if (name !== 'enumDescriptions') return [name, keyed(key, child)];
    return [name, (child as string[]).map((one, index) => text(`${key}.${index}`, one))];
  });
  return Object.fromEntries(entries);
}

function text(key: string, value: string): string {
  texts.set(key, value);
  return `%${key}%`;
}

function put(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  stale.push(path.relative(root, file));
  if (values.check !== true) writeFileSync(file, text);
}

function index(): string {
  return `<!-- Made by "npm run docs"; do not edit. -->

# Rules

## The firewall

${ruleTable('')}

## The text

${table(PROBLEMS, '')}
`;
}

function ruleTable(folder: string): string {
  return table(
    RULES.map(({ meta }) => meta),
    folder,
  );
}

function table(entries: readonly DiagnosticMeta[], folder: string): string {
  const rows = entries.map(
    ({ id, severity, summary }) => `| [\`${id}\`](${folder}${id}.md) | ${severity} | ${summary} |`,
  );
  return ['| rule | severity | finds |', '| --- | --- | --- |', ...rows].join('\n');
}

function settingsTable(): string {
  const rows = Object.values(SETTINGS).map(
    (setting) => `| \`${SECTION}.${setting.name}\` | \`${JSON.stringify(setting.default)}\` | ${setting.description} |`,
  );
  return ['| setting | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The settings below the headings of their groups; one that belongs to none is a mistake. */
function settingGroups(): { title: string; properties: unknown }[] {
  const schema = Object.entries(settingsSchema());
  const groups = Object.entries(SETTING_GROUPS).map(([name, { title, of }], order) => {
    const own = schema.filter(([key]) => of.test(key.slice(SECTION.length + 1)));
    return {
      count: own.length,
      group: { order, title: text(`settings.${name}`, title), properties: keyed('setting', Object.fromEntries(own)) },
    };
  });
  if (groups.reduce((sum, { count }) => sum + count, 0) !== schema.length) {
    throw new Error('Each setting belongs to one group of SETTING_GROUPS.');
  }
  return groups.map(({ group }) => group);
}

function settingsSchema(): Record<string, unknown> {
  return Object.fromEntries(
    Object.values(SETTINGS).map((setting, order) => [
      `${SECTION}.${setting.name}`,
      {
        order,
        scope: 'resource',
        ...setting.schema,
        default: setting.default,
        markdownDescription: setting.description,
      },
    ]),
  );
}

/** Replaces what stands between two marks. */
function between(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page lacks the marks ${start} … ${end}; put them back.`);
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
}
