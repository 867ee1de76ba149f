/** What is known of the editor and of the scripts that are open: no text, no name and no address of them. */
export interface BugFacts {
  readonly version: string;
  readonly editor: string;
  readonly host: string;
  readonly platform: string;
  readonly language: string;
  readonly server: string;
  /** Settings of ours that are not as they come. */
  readonly settings: readonly { readonly name: string; readonly value: unknown }[];
  readonly scripts: readonly {
    readonly lines: number;
    readonly scheme: string;
    /** Ids of the problems that are shown. */
    readonly problems: readonly string[];
  }[];
}

/** A report in Markdown, with places for what only the user knows. */
export function bugReport({ version, editor, host, platform, language, server, settings, scripts }: BugFacts): string {
  const lines = scripts.map(({ lines: count, scheme, problems }) => {
    const ids = [...new Set(problems)].map((id) => `${id} ${problems.filter((other) => other === id).length}`);
    return `- ${count} lines (${scheme}): ${ids.length === 0 ? 'no problems' : ids.join(', ')}`;
  });
  const told = settings.map(({ name, value }) => `- \`${name}\`: ${OPEN.has(name) ? JSON.stringify(value) : 'set'}`);
  return `# A bug in RouterOS Firewall

Nothing of this has been sent. It names no file and holds nothing of your scripts; read it, complete it, and put it into
an issue.

## What happened, and what should have happened


## A few lines of a script that show it

Leave out addresses, names and passwords: \`/export hide-sensitive\` leaves out the passwords.

\`\`\`routeros

\`\`\`

## Versions

- RouterOS Firewall ${version}
- ${editor} (${platform}${host === '' ? '' : `, ${host}`}), ${language}
- language server: ${server}

## Settings

${told.length === 0 ? 'As they come.' : told.join('\n')}

## Open scripts

${lines.length === 0 ? 'None.' : lines.join('\n')}
`;
}

/** Settings whose value says nothing about a network; of others it is only told that they are set. */
const OPEN: ReadonlySet<string> = new Set(
  [
    ...['enable', 'rules', 'persona', 'version', 'assume', 'maxProblems', 'markdown.enable', 'format.width'],
    ...['format.sortArguments', 'inlayHints.ruleNumbers', 'inlayHints.menuPaths', 'inlayHints.knockStages'],
    ...['inlayHints.ruleLabels', 'gutter.enable'],
    ...['codeLens.knock', 'codeLens.sweep', 'codeLens.client', 'codeLens.trace', 'codeLens.changes', 'views.enable'],
  ].map((name) => `routerosFirewall.${name}`),
);
