/**
 * Begins a rule of the linter: its file, its line in the registry, and a test that fails until it is written.
 * Usage: node scripts/newRule.ts kebab-case-id [--root DIR]
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './process.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { root: { type: 'string' } } });
const [id, ...others] = positionals;
const folder = values.root ?? root;
const registryFile = path.join(folder, 'server/src/rules/registry.ts');
if (id === undefined || others.length > 0 || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(id)) {
  fail('Name one rule in kebab case, such as: npm run new-rule -- input-accepts-gre');
}
const file = path.join(folder, `server/src/rules/${id}.ts`);
const test = path.join(folder, `test/rules/${id}.test.ts`);
for (const each of [file, test]) if (existsSync(each)) fail(`${path.relative(folder, each)} is there already.`);

const name = id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
writeFileSync(file, ruleText(id, name));
writeFileSync(test, testText(id));
const registry = readFileSync(registryFile, 'utf8');
writeFileSync(registryFile, registered(registry, id, name));
console.log(`Wrote ${[file, test].map((each) => path.relative(folder, each)).join(' and ')}, and registered the rule.
Next: write them, then npm run docs. docs/writing-a-rule.md says how.`);

function ruleText(rule: string, variable: string): string {
  return `import { phrase } from '../language/phrase.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** TODO: what it finds, in a line. */
export const ${variable}: Rule = {
  meta: {
    id: '${rule}',
    summary: 'TODO: what it finds, in a sentence.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'TODO: why it matters.',
    remedy: 'TODO: what to do about it.',
    bad: \`/ip firewall filter
add chain=input action=accept
\`,
    good: \`/ip firewall filter
add chain=input action=drop
\`,
    fix: 'none',
    since: '0.1.0',
    sources: ['TODO: the page of the manual.'],
  },

  *check({ firewall }) {
    for (const rule of firewall.rules) {
      if (!rule.enabled || rule.item.assumed || rule.action !== 'TODO') continue;
      yield { message: phrase\`TODO: what, why, what to do.\`, range: rangeOf(rule, 'action') };
    }
  },
};
`;
}

function testText(rule: string): string {
  return `import { specify } from '../support/ruleTester.ts';

specify('${rule}', {
  good: ['/ip firewall filter add chain=input action=drop\\n', '/ip firewall nat add chain=srcnat action=masquerade\\n'],
  bad: [
    {
      script: \`
        /ip firewall filter
        add chain=input action=accept
                        ^^^^^^^^^^^^^
        \`,
      message: 'TODO',
    },
    {
      script: \`
        /ip firewall filter
        add action=accept chain=forward
            ^^^^^^^^^^^^^
        \`,
      message: 'TODO',
    },
  ],
});
`;
}

function registered(registry: string, rule: string, variable: string): string {
  const imported = registry.replace(/^import type \{ Rule \}/m, `import { ${variable} } from './${rule}.ts';\n$&`);
  const listed = imported.replace(/\n\];/, `\n  ${variable},\n];`);
  if (imported === registry || listed === imported) fail('The registry has changed its form; add the rule by hand.');
  return listed;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
