import process from 'node:process';
import type { Command } from 'commander';
import type { DiagnosticMeta } from '../diagnostics/meta.ts';
import { phraseOf } from '../language/phrase.ts';
import type { RulesJson } from '../reports/jsonOutput.ts';
import { counted } from '../reports/prettyReport.ts';
import { shortened } from '../reports/rulePage.ts';
import { isTextFault, metaOf, pageUrl, REGISTER } from '../rules/register.ts';
import { nearMiss } from '../text/nearMiss.ts';
import { EXIT } from './exitCode.ts';
import { formatOption } from './options.ts';
import { complain, paint } from './terminal.ts';

/** Adds `rosfw rules` and `rosfw explain` to the program. */
export function addRuleCommands(program: Command): void {
  program
    .command('rules')
    .description('list all that is looked for: rules of the firewall, then faults of the text')
    .addOption(formatOption())
    .exitOverride()
    .action(({ format }: { readonly format: 'pretty' | 'json' }) => {
      process.stdout.write(format === 'json' ? listJson() : list());
    });
  program
    .command('explain')
    .description('say what a rule finds, why that matters and what to do, with a bad and a good example')
    .argument('<rule>', 'the name of a rule, as a finding shows it in brackets')
    .exitOverride()
    .action((id: string) => {
      process.exitCode = explain(id);
    });
}

function list(): string {
  const rows = REGISTER.map(({ id, severity, confidence, persona, fix, summary }) => [
    id,
    severity,
    confidence,
    persona,
    fix === 'none' ? '' : `${fix} fix`,
    phraseOf(summary),
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? paint('bold', cell.padEnd(widths[0]!)) : cell.padEnd(widths[column] ?? 0)))
      .join('  '),
  );
  return `${lines.join('\n')}\n\n${counted(REGISTER.length, 'rule')}; "rosfw explain RULE" tells more\n`;
}

function listJson(): string {
  const rules = REGISTER.map(({ id, summary, severity, confidence, persona, fix, since, options, silenceable }) => ({
    id,
    kind: isTextFault(id) ? ('text' as const) : ('firewall' as const),
    summary,
    severity,
    confidence,
    persona,
    fix,
    since,
    silenceable: silenceable !== false,
    options: options ?? {},
    url: pageUrl(id),
  }));
  return `${JSON.stringify({ version: 1, rules } satisfies RulesJson, undefined, 2)}\n`;
}

function explain(id: string): number {
  const meta = metaOf(id);
  if (meta !== undefined) process.stdout.write(page(meta));
  else {
    const meant = nearMiss(
      id,
      REGISTER.map((one) => one.id),
    );
    complain(
      id,
      meant === undefined
        ? 'there is no such rule; "rosfw rules" lists them'
        : `there is no such rule; did you mean ${meant}?`,
    );
    return EXIT.error;
  }
  return EXIT.clean;
}

function page(meta: DiagnosticMeta): string {
  const { id, summary, severity, confidence, persona, fix, since, why, remedy, bad, good, options = {} } = meta;
  const indented = (script: string): string => script.trimEnd().replace(/^/gm, '    ');
  const optionLines = Object.entries(options).map(
    ([name, option]) => `    ${name} (${option.default}): ${option.description}`,
  );
  return [
    `${paint('bold', id)}: ${phraseOf(summary)}`,
    `${severity}, confidence ${confidence}, persona ${persona}, fix ${fix}, since ${since}`,
    ...section('Why', wrapped(why)),
    ...section('What to do', wrapped(remedy)),
    ...section('Bad', indented(shortened(bad))),
    ...section('Good', indented(good)),
    ...(optionLines.length === 0 ? [] : section('Options', optionLines.join('\n'))),
    '',
    pageUrl(id),
    '',
  ].join('\n');
}

function section(title: string, text: string): string[] {
  return ['', paint('underline', title), text];
}

/** Words in lines of at most 80 characters. */
function wrapped(text: string): string {
  return text.replace(/(.{1,80})(?:\s+|$)/g, '$1\n').trimEnd();
}
