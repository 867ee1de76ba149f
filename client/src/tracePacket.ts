import * as vscode from 'vscode';

/** Asks the language server what happens to a packet. */
export type AskTrace = (uri: string, packet: string) => Promise<{ readonly text: string } | { readonly fault: string }>;

/** Shows what happens to packets, rule by rule, in a text of its own beside the script. */
export class PacketTraces implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  private readonly closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString()));
  private readonly ask: AskTrace;
  readonly onDidChange = this.changed.event;

  constructor(ask: AskTrace) {
    this.ask = ask;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /** Asks the user for the packet, and again until it is one. From the command palette the script is the active one. */
  async show(uri: unknown, packet: unknown): Promise<void> {
    const script = typeof uri === 'string' ? uri : vscode.window.activeTextEditor?.document.uri.toString();
    if (script === undefined) return;
    const written = await vscode.window.showInputBox({
      title: 'Trace a packet',
      prompt: 'Protocol, source -> destination, and options: in=, state=, size=, icmp=',
      value: typeof packet === 'string' ? packet : USUAL_PACKET,
      ignoreFocusOut: true,
      validateInput: async (text) => {
        const answer = await this.ask(script, text);
        return 'fault' in answer ? answer.fault : undefined;
      },
    });
    if (written === undefined) return;
    const answer = await this.ask(script, written);
    if ('fault' in answer) return;
    const name = vscode.Uri.parse(script).path.split('/').at(-1);
    const target = vscode.Uri.from({ scheme: SCHEME, path: `/trace of ${name}.txt` });
    this.texts.set(target.toString(), answer.text);
    this.changed.fire(target);
    const document = await vscode.workspace.openTextDocument(target);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  }

  dispose(): void {
    this.registration.dispose();
    this.closing.dispose();
    this.changed.dispose();
  }
}

const SCHEME = 'rosfw-trace';
const USUAL_PACKET = 'tcp 198.51.100.7:40000 -> :8291 in=ether1';
