/** Commands of the Explorer about the scripts that are selected, and those in folders: one page for all of them. */

import * as vscode from 'vscode';
import type { PageAnswer } from '../../server/src/lsp/protocol.ts';
import { REPORTS } from '../../server/src/lsp/protocol.ts';
import { type Ask, textInHead } from './reports.ts';
import { savedText } from './views/savedText.ts';

const SCHEME = 'rosfw-page';
/** Scripts of one page: more of them nobody reads. */
const MOST = 200;

/** Registers them; a page is a Markdown document, shown as a preview where there is one. */
export function registerExplorer(
  ask: Ask,
  compare: (script: vscode.Uri, before: Before) => Promise<void>,
): vscode.Disposable {
  const pages = new Pages();
  const command = (name: string, run: (scripts: vscode.Uri[]) => Promise<unknown>): vscode.Disposable =>
    vscode.commands.registerCommand(`routerosFirewall.${name}`, async (clicked?: unknown, all?: unknown) => {
      const scripts = await scriptsIn(clicked, all);
      if (scripts.length > 0) return run(scripts);
      void vscode.window.showWarningMessage(vscode.l10n.t('There is no RouterOS script in this selection.'));
      return undefined;
    });
  return vscode.Disposable.from(
    pages,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, pages),
    command('checkFiles', (scripts) =>
      pages.show(vscode.l10n.t('Check'), scripts, (uri) => ask<PageAnswer>(REPORTS.check, { uri: String(uri) })),
    ),
    command('beforeImport', (scripts) =>
      pages.show(vscode.l10n.t('Before I Import'), scripts, async (uri) =>
        ask<PageAnswer>(REPORTS.beforeImport, { uri: String(uri), before: await versionBefore(uri) }),
      ),
    ),
    command('compareWith', async ([script, other, ...more]) => {
      if (script === undefined || more.length > 0) {
        void vscode.window.showWarningMessage(vscode.l10n.t('Select one script, or two to compare with each other.'));
        return;
      }
      const before = other === undefined ? await chosenVersion(script) : fileVersion(other);
      if (before === undefined) return;
      await vscode.workspace.openTextDocument(script);
      await compare(script, before);
    }),
  );
}

/** What a script is compared with. */
export interface Before {
  readonly name: string;
  text(): Promise<string | undefined>;
}

/** The selected scripts and those in selected folders, in the order of their paths. */
async function scriptsIn(clicked: unknown, all: unknown): Promise<vscode.Uri[]> {
  const selected = Array.isArray(all) ? all.filter((one) => one instanceof vscode.Uri) : [];
  const active = vscode.window.activeTextEditor?.document;
  const wanted =
    selected.length > 0
      ? selected
      : clicked instanceof vscode.Uri
        ? [clicked]
        : active?.languageId === 'routeros'
          ? [active.uri]
          : [];
  const found = new Map<string, vscode.Uri>();
  for (const uri of wanted) {
    const isFolder = await vscode.workspace.fs.stat(uri).then(
      ({ type }) => (type & vscode.FileType.Directory) !== 0,
      () => false,
    );
    const scripts = isFolder
      ? await vscode.workspace.findFiles(new vscode.RelativePattern(uri, '**/*.rsc'), undefined, MOST)
      : [uri];
    // Those of a folder by their paths, those that were selected as they were.
    const sorted = isFolder ? scripts.sort((a, b) => (a.path < b.path ? -1 : 1)) : scripts;
    for (const script of sorted) found.set(String(script), script);
  }
  return [...found.values()].slice(0, MOST);
}

class Pages implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  dispose(): void {
    this.#changed.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  /** Asks for one section after the other, and shows how far it has come. */
  async show(
    title: string,
    scripts: readonly vscode.Uri[],
    section: (uri: vscode.Uri) => Promise<PageAnswer | undefined>,
  ): Promise<void> {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const parts = await vscode.window.withProgress(options, async (progress, token) => {
      const sections: string[] = [];
      for (const uri of scripts) {
        if (token.isCancellationRequested) return undefined;
        const message = vscode.workspace.asRelativePath(uri);
        progress.report({ message, increment: 100 / scripts.length });
        sections.push(await sectionOf(uri, section));
      }
      return sections;
    });
    if (parts === undefined) return;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title}.md` });
    this.#texts.set(uri.path, `# ${title}\n\n${parts.join('')}`);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      await vscode.window.showTextDocument(document, { preview: false });
    }
  }
}

/** The server knows what is open. What it cannot answer is said in the place of the answer. */
async function sectionOf(
  uri: vscode.Uri,
  section: (uri: vscode.Uri) => Promise<PageAnswer | undefined>,
): Promise<string> {
  const name = vscode.workspace.asRelativePath(uri);
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.languageId === 'routeros') {
      const answer = await section(uri);
      if (answer !== undefined && 'markdown' in answer) return answer.markdown;
    }
  } catch {
    // A file that is no text, or is gone.
  }
  return `## \`${name.replaceAll('`', "'")}\`\n\n${vscode.l10n.t('This file could not be read as a RouterOS script.')}\n\n`;
}

/** The version of the last commit, else what is saved where the script is changed. */
async function versionBefore(uri: vscode.Uri): Promise<{ text: string; name: string } | undefined> {
  const head = await textInHead(uri);
  if (head !== undefined) return { text: head, name: 'HEAD' };
  const document = vscode.workspace.textDocuments.find((one) => String(one.uri) === String(uri));
  const saved = document?.isDirty === true ? await savedText(uri) : undefined;
  return saved === undefined ? undefined : { text: saved, name: vscode.l10n.t('the saved file') };
}

function fileVersion(uri: vscode.Uri): Before {
  return {
    name: vscode.workspace.asRelativePath(uri),
    text: async () => (await vscode.workspace.openTextDocument(uri)).getText(),
  };
}

/** Asks which version is meant. */
async function chosenVersion(script: vscode.Uri): Promise<Before | undefined> {
  const head = { label: 'Git HEAD', version: { name: 'HEAD', text: () => textInHead(script) } };
  const saved = {
    label: vscode.l10n.t('the saved file'),
    version: { name: vscode.l10n.t('the saved file'), text: () => savedText(script) },
  };
  const files = (await vscode.workspace.findFiles('**/*.rsc', undefined, MOST)).filter(
    (uri) => String(uri) !== String(script),
  );
  const others = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), version: fileVersion(uri) }));
  const title = vscode.l10n.t('Compare the firewall with …');
  const chosen = await vscode.window.showQuickPick([head, saved, ...others], { title });
  return chosen?.version;
}
