/** Commands that ask the server about a script and show the answer: knocks, the way of a packet, a comparison, a wizard. */
import * as vscode from 'vscode';
import type { NewKnockAnswer, NewKnockParams, Report } from '../../server/src/lsp/reports.ts';

/** Sends a request to the server that runs now; undefined where none does. */
export type Ask = <A>(method: string, params: object) => Promise<A | undefined>;

export function registerReports(ask: Ask): vscode.Disposable {
  const reports = new Reports(ask);
  const command = (name: string, run: (...args: never[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`routerosFirewall.${name}`, run);
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, reports),
    command('showKnocks', () => reports.knocks()),
    command('tracePacket', (uri?: unknown, packet?: unknown) => reports.trace(uri, packet)),
    command('compareWithSaved', () => reports.compareWithSaved()),
    command('compareWithHead', () => reports.compareWithHead()),
    command('newKnock', (wishes?: unknown) => reports.newKnock(wishes)),
  );
}

const SCHEME = 'rosfw-report';
const EXAMPLE = 'tcp 198.51.100.7 -> :8291 in=ether1';
/** Reports of one sort use the same document, so that they do not pile up. */
const MOST_REPORTS = 8;

class Reports implements vscode.TextDocumentContentProvider {
  readonly #ask: Ask;
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  async knocks(): Promise<void> {
    const script = activeScript();
    if (script !== undefined)
      await this.#show('Port knocks', await this.#ask('rosfw/knocks', { uri: String(script.uri) }));
  }

  /** Asks for the packet, and again until it is one. A code lens names the script and the packet to begin with. */
  async trace(script: unknown, packet: unknown): Promise<void> {
    const uri = typeof script === 'string' ? script : activeScript()?.uri.toString();
    if (uri === undefined) return;
    const ask = (text: string): Promise<Report | undefined> =>
      this.#ask('rosfw/trace', { uri, packets: text.split(';').map((one) => one.trim()) });
    const written = await vscode.window.showInputBox({
      title: 'What happens to this packet?',
      prompt:
        'Protocol, source -> destination, and options: in=, state=, size=, icmp=. More packets follow behind semicolons.',
      value: typeof packet === 'string' ? packet : EXAMPLE,
      ignoreFocusOut: true,
      validateInput: async (text) => {
        const answer = await ask(text);
        return answer !== undefined && 'fault' in answer ? answer.fault : undefined;
      },
    });
    if (written !== undefined) await this.#show('Packet trace', await ask(written));
  }

  async compareWithSaved(): Promise<void> {
    const script = activeScript();
    if (script === undefined) return;
    try {
      const before = new TextDecoder().decode(await vscode.workspace.fs.readFile(script.uri));
      await this.#compare(script, before, 'the saved file');
    } catch {
      void vscode.window.showWarningMessage('This script has not been saved yet, so there is nothing to compare with.');
    }
  }

  async compareWithHead(): Promise<void> {
    const script = activeScript();
    if (script === undefined) return;
    const before = await textInHead(script.uri);
    if (before === undefined) {
      void vscode.window.showWarningMessage('Git knows no earlier version of this script. Commit it first.');
    } else await this.#compare(script, before, 'HEAD');
  }

  /** A wizard, unless somebody gives all answers. */
  async newKnock(given: unknown): Promise<void> {
    const script = activeScript();
    if (script === undefined) return;
    const wishes = isWishes(given) ? given : await askForWishes();
    if (wishes === undefined) return;
    const answer = await this.#ask<NewKnockAnswer | { fault: string }>('rosfw/newKnock', {
      ...wishes,
      uri: String(script.uri),
    });
    if (answer === undefined) return;
    if ('fault' in answer) {
      void vscode.window.showWarningMessage(answer.fault);
      return;
    }
    const insert = 'Insert';
    const detail = [`Its rules go to: ${answer.place}.`, '', ...answer.report].join('\n');
    // Whoever gave all answers has decided.
    const choice = isWishes(given)
      ? insert
      : await vscode.window.showInformationMessage('Insert this port knock?', { modal: true, detail }, insert);
    if (choice !== insert) return;
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of answer.edits) {
      const { start, end } = range;
      edit.replace(script.uri, new vscode.Range(start.line, start.character, end.line, end.character), newText);
    }
    await vscode.workspace.applyEdit(edit);
  }

  async #compare(script: vscode.TextDocument, before: string, name: string): Promise<void> {
    await this.#show('What changes', await this.#ask('rosfw/compare', { uri: String(script.uri), before, name }));
  }

  async #show(title: string, report: Report | undefined): Promise<void> {
    if (report === undefined) return;
    if ('fault' in report) {
      void vscode.window.showWarningMessage(report.fault);
      return;
    }
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title}.txt` });
    this.#texts.delete(uri.path);
    this.#texts.set(uri.path, report.text);
    for (const path of [...this.#texts.keys()].slice(0, -MOST_REPORTS)) this.#texts.delete(path);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: false,
    });
  }
}

function activeScript(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === 'routeros') return document;
  void vscode.window.showWarningMessage('Open a RouterOS script first.');
  return undefined;
}

type Wishes = Omit<NewKnockParams, 'uri'>;

function isWishes(given: unknown): given is Wishes {
  return typeof given === 'object' && given !== null && 'steps' in given && 'opens' in given && 'protocols' in given;
}

/** Asks one thing after the other; Escape ends it. */
async function askForWishes(): Promise<Wishes | undefined> {
  const options = (title: string): vscode.QuickPickOptions => ({
    title: `New port knock: ${title}`,
    ignoreFocusOut: true,
  });
  const steps = await vscode.window.showQuickPick(['3', '4', '5', '6', '2'], options('how many packets open it?'));
  if (steps === undefined) return undefined;
  const protocols = await vscode.window.showQuickPick(['tcp', 'udp', 'tcp,udp'], options('which protocols?'));
  if (protocols === undefined) return undefined;
  const opens = await vscode.window.showInputBox({
    title: 'New port knock: what does it open?',
    prompt: 'Names or ports with commas, such as ssh,winbox,udp:51820.',
    value: 'ssh,winbox',
    ignoreFocusOut: true,
  });
  if (opens === undefined) return undefined;
  const grant = await vscode.window.showQuickPick(['30m', '5m', '15m', '1h'], options('for how long?'));
  if (grant === undefined) return undefined;
  const yes = 'Yes';
  const trap = await vscode.window.showQuickPick([yes, 'No'], options('a trap that bans who tries other ports?'));
  if (trap === undefined) return undefined;
  const ipv6 = await vscode.window.showQuickPick(['No', yes], options('for IPv6, too?'));
  if (ipv6 === undefined) return undefined;
  const wan = await vscode.window.showInputBox({
    title: 'New port knock: which interface list is the Internet?',
    value: 'WAN',
    ignoreFocusOut: true,
  });
  if (wan === undefined) return undefined;
  return {
    steps: Number(steps),
    grant,
    opens: opens.split(',').filter((one) => one !== ''),
    protocols: protocols.split(',') as ('tcp' | 'udp')[],
    trap: trap === yes,
    ipv6: ipv6 === yes,
    wan,
  };
}

/** As far as we use it: the interface of VS Code's own extension for Git. */
interface GitExtension {
  getAPI(version: 1): {
    getRepository(uri: vscode.Uri): { show(ref: string, path: string): Promise<string> } | null;
  };
}

async function textInHead(uri: vscode.Uri): Promise<string | undefined> {
  const git = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (git === undefined) return undefined;
  try {
    const api = (git.isActive ? git.exports : await git.activate()).getAPI(1);
    return await api.getRepository(uri)?.show('HEAD', uri.fsPath);
  } catch {
    return undefined;
  }
}
