/** Commands of the Explorer about the scripts that are selected, and those in folders: one page for all of them. */

import * as vscode from 'vscode';
import type { PageAnswer } from '../../server/src/lsp/protocol.ts';
import { REPORTS } from '../../server/src/lsp/protocol.ts';
import { chosenFolder, compareFolders, foldersIn, isFolder, MOST, scriptsBelow } from './compareFolders.ts';
import { PAGE_SCHEME, Pages } from './pages.ts';
import { type Ask, textInHead } from './reports.ts';
import { savedText } from './views/savedText.ts';

/** Registers them; a page is a Markdown document, shown as a preview where there is one. */
export function registerExplorer(
  ask: Ask,
  compare: (script: vscode.Uri, before: Before) => Promise<void>,
): vscode.Disposable {
  const pages = new Pages();
  const command = (
    name: string,
    run: (scripts: vscode.Uri[], selected: readonly vscode.Uri[]) => Promise<unknown>,
  ): vscode.Disposable =>
    vscode.commands.registerCommand(`routerosFirewall.${name}`, async (clicked?: unknown, all?: unknown) => {
      const selected = selectedBy(clicked, all);
      const scripts = await scriptsIn(selected);
      if (scripts.length > 0) return run(scripts, selected);
      void vscode.window.showWarningMessage(vscode.l10n.t('There is no RouterOS script in this selection.'));
      return undefined;
    });
  return vscode.Disposable.from(
    pages,
    vscode.workspace.registerTextDocumentContentProvider(PAGE_SCHEME, pages),
    command('checkFiles', (scripts) =>
      pages.show(vscode.l10n.t('Check'), scripts, (uri) => ask<PageAnswer>(REPORTS.check, { uri: String(uri) })),
    ),
    command('beforeImport', (scripts) =>
      pages.show(vscode.l10n.t('Before I Import'), scripts, async (uri) =>
        ask<PageAnswer>(REPORTS.beforeImport, { uri: String(uri), before: await versionBefore(uri) }),
      ),
    ),
    command('compareWith', async ([script, other, ...more], selected) => {
      const folders = await foldersIn(selected);
      if (folders.length > 0) {
        const [now, before, ...others] = folders;
        if (now === undefined || others.length > 0 || selected.length > folders.length) {
          void vscode.window.showWarningMessage(vscode.l10n.t('Select one folder, or two to compare with each other.'));
          return;
        }
        const older = before ?? (await chosenFolder(now));
        if (older !== undefined) await compareFolders(pages, ask, now, older);
        return;
      }
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

/** What is selected, folders that were clicked before others; without a selection the script in the editor. */
function selectedBy(clicked: unknown, all: unknown): vscode.Uri[] {
  const selected: vscode.Uri[] = Array.isArray(all) ? all.filter((one) => one instanceof vscode.Uri) : [];
  const first = selected.find((one) => String(one) === String(clicked) && !one.path.endsWith('.rsc'));
  if (selected.length > 0) return first === undefined ? selected : [first, ...selected.filter((one) => one !== first)];
  if (clicked instanceof vscode.Uri) return [clicked];
  const active = vscode.window.activeTextEditor?.document;
  return active?.languageId === 'routeros' ? [active.uri] : [];
}

/** The selected scripts and those in selected folders, in the order of their paths. */
async function scriptsIn(selected: readonly vscode.Uri[]): Promise<vscode.Uri[]> {
  const found = new Map<string, vscode.Uri>();
  for (const uri of selected) {
    // Those of a folder by their paths, those that were selected as they were.
    const scripts = (await isFolder(uri)) ? await scriptsBelow(uri) : [uri];
    for (const script of scripts) found.set(String(script), script);
  }
  return [...found.values()].slice(0, MOST);
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
