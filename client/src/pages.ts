/** Pages about several scripts: Markdown documents, shown as a preview where there is one. */

import * as vscode from 'vscode';
import type { PageAnswer } from '../../server/src/lsp/protocol.ts';

export const PAGE_SCHEME = 'rosfw-page';

export class Pages implements vscode.TextDocumentContentProvider {
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
    const parts = await forEach(title, scripts, (uri) => sectionOf(uri, section));
    if (parts !== undefined) await this.open(title, parts.join(''));
  }

  /** A page with a title, which takes the place of the last one with the same. */
  async open(title: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: PAGE_SCHEME, path: `/${title}.md` });
    this.#texts.set(uri.path, `# ${title}\n\n${text}`);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      await vscode.window.showTextDocument(document, { preview: false });
    }
  }
}

/** One after the other, with progress; undefined where somebody cancels it. */
export async function forEach<T>(
  title: string,
  scripts: readonly vscode.Uri[],
  run: (uri: vscode.Uri) => Promise<T>,
): Promise<T[] | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const results: T[] = [];
    for (const uri of scripts) {
      if (token.isCancellationRequested) return undefined;
      progress.report({ message: vscode.workspace.asRelativePath(uri), increment: 100 / scripts.length });
      results.push(await run(uri));
    }
    return results;
  });
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
