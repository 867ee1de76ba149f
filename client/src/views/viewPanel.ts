import * as vscode from 'vscode';
import type { FromView, ToView, ViewKind } from './messages.ts';

/** A view in a tab of its own. It holds no network and no code but ours, and knows what it is told. */
export class ViewPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #title: string;
  readonly #ready: Promise<void>;

  constructor(
    kind: ViewKind,
    title: string,
    extension: vscode.Uri,
    handlers: { readonly receive: (message: FromView) => void; readonly closed: () => void },
  ) {
    this.#title = title;
    const files = vscode.Uri.joinPath(extension, 'dist');
    this.#panel = vscode.window.createWebviewPanel(
      `routerosFirewall.${kind}`,
      title,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [files], retainContextWhenHidden: true },
    );
    const { webview } = this.#panel;
    this.#panel.onDidDispose(handlers.closed);
    this.#ready = new Promise((resolve) => {
      webview.onDidReceiveMessage((message: FromView) => {
        if (message.type !== 'ready') {
          handlers.receive(message);
          return;
        }
        void webview.postMessage({ type: 'texts', language: vscode.env.language, texts: texts() } satisfies ToView);
        resolve();
      });
    });
    webview.html = page(title, {
      source: webview.cspSource,
      script: String(webview.asWebviewUri(vscode.Uri.joinPath(files, 'webview.js'))),
      style: String(webview.asWebviewUri(vscode.Uri.joinPath(files, 'webview.css'))),
    });
  }

  /** Says which script it is about, and brings it to the front where it is not in sight. */
  reveal(script: string): void {
    this.#panel.title = `${this.#title}: ${script}`;
    if (!this.#panel.visible) this.#panel.reveal(undefined, true);
  }

  async send(message: ToView): Promise<void> {
    await this.#ready;
    await this.#panel.webview.postMessage(message);
  }

  dispose(): void {
    this.#panel.dispose();
  }
}

function texts(): Record<string, string> {
  const entries = Object.entries<string | { readonly message: string }>(vscode.l10n.bundle ?? {});
  return Object.fromEntries(entries.map(([text, to]) => [text, typeof to === 'string' ? to : to.message]));
}

interface Resources {
  readonly source: string;
  readonly script: string;
  readonly style: string;
}

/** Only our own script and style sheet may run; a picture is made in the page itself. */
function page(title: string, { source, script, style }: Resources): string {
  const nonce = crypto.randomUUID();
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'; img-src data:`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<link rel="stylesheet" href="${style}">
<title>${title}</title>
</head>
<body>
<main id="view"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
