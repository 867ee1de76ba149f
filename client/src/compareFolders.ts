/** Two folders of scripts, such as the exports of two days, compared file by file on one page. */

import * as vscode from 'vscode';
import { type ChangesAnswer, type ChangesParams, REPORTS } from '../../server/src/lsp/protocol.ts';
import { forEach, type Pages } from './pages.ts';
import type { Ask } from './reports.ts';
import { savedText } from './views/savedText.ts';

/** Scripts of one page: more of them nobody reads. */
export const MOST = 200;

export async function isFolder(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.Directory) !== 0,
    () => false,
  );
}

/** The folders among what is selected. */
export async function foldersIn(selected: readonly vscode.Uri[]): Promise<vscode.Uri[]> {
  const found = await Promise.all(selected.map(async (uri) => ((await isFolder(uri)) ? [uri] : [])));
  return found.flat();
}

/** Scripts in a folder and below, by their paths. */
export async function scriptsBelow(folder: vscode.Uri): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, '**/*.rsc'), undefined, MOST);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Asks for the older folder: one of those that hold scripts. */
export async function chosenFolder(now: vscode.Uri): Promise<vscode.Uri | undefined> {
  const scripts = await vscode.workspace.findFiles('**/*.rsc', undefined, MOST);
  const folders = new Map(
    scripts.map((script) => vscode.Uri.joinPath(script, '..')).map((folder) => [String(folder), folder]),
  );
  folders.delete(String(now));
  const items = [...folders.values()].map((folder) => ({ label: vscode.workspace.asRelativePath(folder), folder }));
  const title = vscode.l10n.t('Compare the firewalls of this folder with those of …');
  const chosen = await vscode.window.showQuickPick(
    items.sort((a, b) => (a.label < b.label ? -1 : 1)),
    { title },
  );
  return chosen?.folder;
}

/** Shows what has changed from the older folder to the newer one: scripts with the same path in them are a pair. */
export async function compareFolders(pages: Pages, ask: Ask, now: vscode.Uri, before: vscode.Uri): Promise<void> {
  const [own, older] = await Promise.all([scriptsBelow(now), scriptsBelow(before)]);
  const olderByPath = new Map(older.map((uri) => [pathIn(before, uri), uri]));
  const inBoth = own.filter((uri) => olderByPath.has(pathIn(now, uri)));
  const title = vscode.l10n.t('Firewall Changes');
  const folders = { now: `${now}/`, before: `${before}/` };
  const told = new Set<string>();
  const sections = await forEach(title, inBoth, async (uri): Promise<Section> => {
    const name = pathIn(now, uri);
    // What a router of several files does is the same for each of them.
    if (told.has(String(uri))) return { name, state: 'told' };
    const answer = await changesOf(ask, uri, olderByPath.get(name) as vscode.Uri, folders);
    if (answer === undefined || 'fault' in answer) return { name, state: 'failed' };
    for (const part of Object.values(answer.files)) told.add(String(vscode.Uri.parse(part, true)));
    const names = Object.keys(answer.files);
    const heading = names.length > 1 ? names.join(' + ') : name;
    return answer.isChanged ? { name: heading, state: 'changed', markdown: answer.markdown } : { name, state: 'same' };
  });
  if (sections === undefined) return;
  const only = (uris: readonly vscode.Uri[], folder: vscode.Uri, others: ReadonlySet<string>): string[] =>
    uris.map((uri) => pathIn(folder, uri)).filter((path) => !others.has(path));
  await pages.open(
    title,
    pageOf(sections, {
      now: vscode.workspace.asRelativePath(now),
      before: vscode.workspace.asRelativePath(before),
      added: only(own, now, new Set(olderByPath.keys())),
      removed: only(older, before, new Set(own.map((uri) => pathIn(now, uri)))),
      isCut: own.length >= MOST || older.length >= MOST,
    }),
  );
}

/** What came of one pair; `told`: it is a part of a router of which another section tells. */
interface Section {
  readonly name: string;
  readonly state: 'changed' | 'same' | 'failed' | 'told';
  readonly markdown?: string;
}

async function changesOf(
  ask: Ask,
  uri: vscode.Uri,
  before: vscode.Uri,
  folders: { readonly now: string; readonly before: string },
): Promise<ChangesAnswer | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const text = await savedText(before);
    if (document.languageId !== 'routeros' || text === undefined) return undefined;
    const params: ChangesParams = { uri: String(uri), before: { uri: String(before), text }, folders };
    return await ask<ChangesAnswer>(REPORTS.changes, params, true);
  } catch {
    // A file that is no text, or is gone.
    return undefined;
  }
}

function pageOf(
  sections: readonly Section[],
  {
    now,
    before,
    added,
    removed,
    isCut,
  }: { now: string; before: string; added: readonly string[]; removed: readonly string[]; isCut: boolean },
): string {
  const of = (state: Section['state']): readonly Section[] => sections.filter((one) => one.state === state);
  const changed = of('changed');
  const list = (title: string, names: readonly string[]): string =>
    names.length === 0 ? '' : `## ${title}\n\n${names.map((name) => `- ${code(name)}\n`).join('')}\n`;
  return [
    `${vscode.l10n.t('From {0} to {1}: {2} of {3} scripts that are in both have changes.', code(before), code(now), changed.length, sections.length)}\n\n`,
    isCut ? `${vscode.l10n.t('Only the first {0} scripts of each folder are compared.', MOST)}\n\n` : '',
    ...changed.map(({ name, markdown = '' }) => `## ${code(name)}\n\n${markdown}\n`),
    list(vscode.l10n.t('New scripts'), added),
    list(vscode.l10n.t('Scripts that are gone'), removed),
    list(
      vscode.l10n.t('Could not be compared'),
      of('failed').map(({ name }) => name),
    ),
    list(
      vscode.l10n.t('No effective change'),
      of('same').map(({ name }) => name),
    ),
  ].join('');
}

function pathIn(folder: vscode.Uri, uri: vscode.Uri): string {
  return uri.path.slice(folder.path.replace(/\/*$/, '/').length);
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}
