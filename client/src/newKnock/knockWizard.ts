import * as vscode from 'vscode';
import type { NewKnockAnswer, NewKnockReply } from '../../../server/src/lsp/protocol.ts';
import { KNOCK_DEFAULTS, REPORTS } from '../../../server/src/lsp/protocol.ts';
import { applyEdits, editedText } from '../edits.ts';
import type { Ask } from '../reports.ts';
import { askForOne, askForText, type Reply } from './ask.ts';
import { PreviewText } from './previewText.ts';
import { type Question, questions, type Wishes } from './questions.ts';
import { strengthSentences } from './strengthSentences.ts';

/** Writes a port knock into a script: asks step by step, shows what would change and what it is worth, then inserts. */
export class KnockWizard implements vscode.Disposable {
  readonly #ask: Ask;
  readonly #preview = new PreviewText();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Whoever gives all answers has decided, and is asked nothing. */
  async run(script: vscode.TextDocument, given: unknown): Promise<void> {
    if (!isWishes(given)) {
      await this.#askAll(script).finally(() => this.#preview.close());
      return;
    }
    const knock = await this.#knock(script, given);
    if (typeof knock === 'string') void vscode.window.showWarningMessage(knock);
    else if (knock !== undefined) await applyEdits(script.uri, knock.edits);
  }

  dispose(): void {
    this.#preview.dispose();
  }

  async #askAll(script: vscode.TextDocument): Promise<void> {
    const asked = questions();
    let wishes: Wishes = KNOCK_DEFAULTS;
    for (let index = 0; index <= asked.length; ) {
      const question = asked[index];
      const step = { title: vscode.l10n.t('New port knock'), step: index + 1, of: asked.length + 1 };
      const reply =
        question === undefined
          ? await this.#insert(script, wishes, step)
          : await this.#askOne(script, question, wishes, step);
      if (reply === undefined) return;
      if (reply === 'back') index--;
      else {
        wishes = { ...wishes, ...reply.answer };
        index++;
      }
    }
  }

  #askOne(
    script: vscode.TextDocument,
    question: Question,
    wishes: Wishes,
    { title, ...step }: { title: string; step: number; of: number },
  ): Promise<Reply<Partial<Wishes>>> {
    const titled = { title: `${title}: ${question.title}`, ...step };
    if ('options' in question) {
      const items = question.options.map(({ label, description, wishes: answer }) => ({ label, description, answer }));
      const isWished = (wished: Partial<Wishes>): boolean =>
        JSON.stringify(wished) === JSON.stringify({ ...wished, ...partOf(wishes, wished) });
      return askForOne(
        titled,
        items,
        items.findIndex(({ answer }) => isWished(answer)),
      );
    }
    const fault = async (text: string): Promise<string | undefined> => {
      const knock = await this.#knock(script, { ...wishes, ...question.wishes(text) });
      return typeof knock === 'string' ? knock : undefined;
    };
    return askForText(titled, { prompt: question.prompt, value: question.value(wishes), fault }).then((reply) =>
      typeof reply === 'object' ? { answer: question.wishes(reply.answer) } : reply,
    );
  }

  /** The last step: what would change, and what it is worth. */
  async #insert(
    script: vscode.TextDocument,
    wishes: Wishes,
    step: { title: string; step: number; of: number },
  ): Promise<Reply<Partial<Wishes>>> {
    for (;;) {
      const { version } = script;
      const knock = await this.#knock(script, wishes);
      if (knock === undefined || typeof knock === 'string') {
        if (knock !== undefined) void vscode.window.showWarningMessage(knock);
        return undefined;
      }
      await this.#preview.show(script, editedText(script, knock.edits), vscode.l10n.t('New port knock: what changes'));
      const titled = { ...step, title: `${step.title}: ${vscode.l10n.t('Insert this port knock?')}` };
      const reply = await askForOne<'insert' | 'again'>(titled, lastItems(knock), 0);
      if (reply === undefined || reply === 'back') return reply;
      // The places of the edits are those of the text that was asked about.
      if (reply.answer === 'again' || script.version !== version) continue;
      await this.#preview.close();
      await applyEdits(script.uri, knock.edits);
      return { answer: {} };
    }
  }

  /** The knock, or what is wrong with the wishes; undefined where nobody answers. */
  async #knock(script: vscode.TextDocument, wishes: Wishes): Promise<NewKnockReply | string | undefined> {
    const answer = await this.#ask<NewKnockAnswer>(REPORTS.newKnock, { ...wishes, uri: String(script.uri) });
    return answer !== undefined && 'fault' in answer ? answer.fault : answer;
  }
}

type LastItem = vscode.QuickPickItem & { readonly answer?: 'insert' | 'again' };

function lastItems({ place, knocks, warnings }: NewKnockReply): LastItem[] {
  const [knock] = knocks;
  const sentences = knock === undefined ? [] : strengthSentences(knock, vscode.l10n.t);
  const read = (icon: string) => (text: string) => ({ label: `$(${icon}) ${text}`, alwaysShow: true });
  const heading = (label: string): LastItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    { label: `$(check) ${vscode.l10n.t('Insert')}`, description: place, answer: 'insert' },
    {
      label: `$(refresh) ${vscode.l10n.t('Draw other ports')}`,
      description: vscode.l10n.t('the ports are drawn at random each time'),
      answer: 'again',
    },
    heading(vscode.l10n.t('What it is worth')),
    ...sentences.map(read('shield')),
    ...(warnings.length === 0 ? [] : [heading(vscode.l10n.t('What would be found in the script then'))]),
    ...warnings.map(read('warning')),
  ];
}

function partOf(wishes: Wishes, names: Partial<Wishes>): Partial<Wishes> {
  return Object.fromEntries(Object.entries(wishes).filter(([name]) => name in names));
}

function isWishes(given: unknown): given is Wishes {
  return typeof given === 'object' && given !== null && 'steps' in given && 'opens' in given && 'protocols' in given;
}
