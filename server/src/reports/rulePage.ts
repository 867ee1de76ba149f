import type { DiagnosticMeta } from '../diagnostics/meta.ts';

/** The page of a rule or of a fault of the text, as Markdown. */
export function rulePage(meta: DiagnosticMeta): string {
  const fix = { none: 'none', safe: 'safe', unsafe: 'unsafe: offered, never applied unasked' }[meta.fix];
  return `<!-- Made from the register of diagnostics by "npm run docs"; do not edit. -->

# ${meta.id}

${meta.summary}

| severity | confidence | persona | fix | since |
| --- | --- | --- | --- | --- |
| ${meta.severity} | ${meta.confidence} | ${meta.persona} | ${fix} | ${meta.since} |

## Why

${meta.why}

## What to do

${meta.remedy}

## Bad

\`\`\`routeros
${shortened(meta.bad)}\`\`\`

## Good

\`\`\`routeros
${meta.good}\`\`\`

${optionTable(meta)}${silencing(meta)}## Sources

${meta.sources.map((source) => `- ${source}`).join('\n')}
`;
}

/** An example whose length is its fault shows how it begins and ends. */
export function shortened(example: string): string {
  return example.replace(/^(.{100}).{200,}(.{20})$/gm, '$1…$2');
}

function silencing({ id, silenceable }: DiagnosticMeta): string {
  if (silenceable === false) return '';
  return `## Silence it

Put this on the line above the command, or with \`-section\` or \`-file\` in place of \`-next-line\`:

\`\`\`routeros
# rosfw-ignore-next-line ${id} -- the reason
\`\`\`

What survives an export is \`comment="rosfw-ignore ${id} -- the reason"\` in the command itself.

`;
}

function optionTable({ id, options }: DiagnosticMeta): string {
  if (options === undefined) return '';
  const rows = Object.entries(options).map(
    ([name, { description, default: value, minimum, maximum }]) =>
      `| \`${name}\` | ${value} | ${minimum} to ${maximum} | ${description} |`,
  );
  const [name, { default: value }] = Object.entries(options)[0]!;
  return `## Options

| option | default | range | meaning |
| --- | --- | --- | --- |
${rows.join('\n')}

In \`rosfw.json\`: \`"rules": { "${id}": { "${name}": ${value} } }\`.

`;
}
