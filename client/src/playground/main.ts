/** The playground: an editor, the language server in a worker beside it, and the views of the extension. */
import type { Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { KnocksAnswer } from '../../../server/src/lsp/protocol.ts';
import { REPORTS } from '../../../server/src/lsp/protocol.ts';
import { KnocksView } from '../webview/knocks.ts';
import { TraceView } from '../webview/trace.ts';
import { createEditor } from './editor.ts';
import { ExpectationsView } from './expectations.ts';
import { ExposureView } from './exposure.ts';
import { problems } from './problems.ts';
import { connect } from './serverConnection.ts';
import { SAFE_LINK_LENGTH, shareFragment } from './shareLink.ts';
import { type Asked, askedFor, draft, type ExampleSettings, FIRST_EXAMPLE, keepDraft, type Library } from './start.ts';
import { element, Tabs } from './tabs.ts';
import { copy, ViewHost, type ViewPage } from './viewHost.ts';
import { askAnew, whenCalm } from './whenCalm.ts';

const VIEWS = ['problems', 'knocks', 'trace', 'exposure', 'expectations'] as const;
type ViewName = (typeof VIEWS)[number];

const SCRIPT = 'script.rsc';
const FIRST_PACKET = 'tcp 198.51.100.7 -> :8291 in=ether1';

class Playground implements ViewPage {
  readonly view: EditorView;
  readonly client = connect('server.js', (message) =>
    notify(`The language server failed: ${message}. Load the page anew.`),
  );
  readonly #tabs = new Tabs<ViewName>(VIEWS, (name) => void this.#refresh(name));
  readonly #knocks: KnocksView;
  readonly #knocksHost: ViewHost;
  readonly #trace: TraceView;
  readonly #exposure: ExposureView;
  readonly #expectations: ExpectationsView;
  #packets: readonly string[] = [FIRST_PACKET];
  #lists: readonly string[] = [];
  /** The text of which each view shows or awaits what is known. */
  readonly #drawn = new Map<ViewName, Text>();
  /** The text that was loaded last: another one is the user's own. */
  #loaded: string;
  #own: string | undefined;

  constructor(text: string, loaded: string) {
    this.#loaded = loaded;
    const watch = EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
      if (docChanged || selectionSet) this.#knocks.point(state.doc.lineAt(state.selection.main.head).number);
    });
    this.view = createEditor(element('editor'), text, this.client, [
      problems(element('panel-problems'), {
        announce: (message) => this.announce(message),
        counted: (count) => this.#tabs.note('problems', String(count)),
      }),
      whenCalm(400, async () => {
        this.#keepDraft();
        await this.#refresh(this.#tabs.current);
      }),
      watch,
    ]);
    this.#knocksHost = new ViewHost(this, 'knocks');
    this.#knocks = new KnocksView(this.#knocksHost, viewRoot('panel-knocks'));
    this.#trace = new TraceView(new ViewHost(this, 'trace'), viewRoot('panel-trace'));
    this.#exposure = new ExposureView(this.#knocksHost, viewRoot('panel-exposure'));
    this.#expectations = new ExpectationsView(this.#knocksHost, viewRoot('panel-expectations'));
    element('text-close').addEventListener('click', () => element<HTMLDialogElement>('text').close());
    element('share').addEventListener('click', () => void this.#share());
    const persona = element<HTMLSelectElement>('persona');
    persona.addEventListener('change', () => this.use({ persona: persona.value }));
    element('restore').addEventListener('click', () => this.#restore());
    // Who leaves right behind a key stroke finds that one, too; on a phone a page may end without leaving.
    window.addEventListener('pagehide', () => this.#keepDraft());
    document.addEventListener('visibilitychange', () => this.#keepDraft());
  }

  readonly announce = (message: string): void => {
    element('status').textContent = message;
  };

  showText(title: string, text: string): void {
    const dialog = element<HTMLDialogElement>('text');
    element('text-title').textContent = title;
    (dialog.querySelector('pre') as HTMLElement).textContent = text;
    dialog.showModal();
  }

  readonly trace = (packets: readonly string[], lists: readonly string[]): void => {
    this.#packets = packets;
    this.#lists = lists;
    this.#tabs.show('trace');
  };

  /** Shows another script. What one has written oneself can be had back. */
  load({ text, title, settings }: Loaded): void {
    this.keep(this.#text);
    this.use(settings);
    this.#loaded = text;
    this.view.dispatch({
      changes: { from: 0, to: this.view.state.doc.length, insert: text },
      selection: { anchor: 0 },
      scrollIntoView: true,
    });
    this.#loaded = this.#text;
    this.announce(introduction(title, settings));
  }

  /** Reads scripts as the settings say. */
  use(settings: ExampleSettings): void {
    const { persona = 'regular' } = settings;
    element<HTMLSelectElement>('persona').value = persona;
    this.#drawn.clear();
    this.client.notification('workspace/didChangeConfiguration', { settings: { routerosFirewall: settings } });
    this.view.dispatch({ effects: askAnew.of(null) });
  }

  /** A text that is about to be replaced, where it is the user's own. */
  keep(text: string): void {
    if (text === this.#loaded || text.trim() === '') return;
    this.#own = text;
    element('restore').hidden = false;
  }

  #keepDraft(): void {
    keepDraft({ text: this.#text, isOwn: this.#text !== this.#loaded });
  }

  get #text(): string {
    return this.view.state.doc.toString();
  }

  #restore(): void {
    const own = this.#own;
    if (own === undefined) return;
    this.#own = undefined;
    element('restore').hidden = true;
    this.load({ text: own, title: 'your own script again', settings: {} });
    // It is still the user's own.
    this.#loaded = '';
    this.view.focus();
  }

  /** A view that is drawn anew forgets what one has opened and played in it, so it is drawn once for each text. */
  async #refresh(name: ViewName): Promise<void> {
    const { doc } = this.view.state;
    if (name !== 'trace' && this.#drawn.get(name) === doc) return;
    this.#drawn.set(name, doc);
    switch (name) {
      case 'problems':
        return;
      case 'knocks': {
        const answer = await this.#knocksHost.question<Exclude<KnocksAnswer, { fault: string }>>(REPORTS.knocks, {});
        if (doc !== this.view.state.doc) return;
        if ('fault' in answer) {
          this.#drawn.delete(name);
          this.announce(answer.fault);
        } else this.#knocks.show({ kind: 'knocks', script: SCRIPT, answer });
        return;
      }
      case 'trace':
        return this.#trace.show({ kind: 'trace', script: SCRIPT, packets: this.#packets, lists: this.#lists });
      case 'exposure':
        return this.#exposure.show();
      case 'expectations':
        return this.#expectations.show();
    }
  }

  async #share(): Promise<void> {
    const fragment = await shareFragment(this.#text);
    if (fragment === undefined) return notify('This script is too long for a link.');
    const link = `${location.href.replace(/#.*$/, '')}#${fragment}`;
    const isCopied = await copy(link);
    // Where the clipboard is refused, the address bar has it.
    if (!isCopied) history.replaceState(null, '', link);
    const where = isCopied ? 'Copied.' : 'The link is in the address bar.';
    const long =
      link.length > SAFE_LINK_LENGTH ? ` It has ${link.length} characters; some programs cut such links.` : '';
    this.announce(`${where} It holds the whole script, with any secrets in it.${long}`);
  }
}

type Loaded = Extract<Asked, { readonly text: string }>;

function introduction(title: string, { version, session }: ExampleSettings): string {
  const read = version === undefined ? '' : ` It is read for RouterOS ${version}.`;
  return `This is ${title}.${read}${session === undefined ? '' : ` The session is ${session}.`}`;
}

/** A view brings its own style sheet, and must not meet that of the site. */
function viewRoot(panel: string): HTMLElement {
  const root = element(panel).attachShadow({ mode: 'open' });
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = 'views.css';
  const view = document.createElement('div');
  view.id = 'view';
  view.textContent = 'Working…';
  root.append(style, view);
  return view;
}

function notify(message: string): void {
  const notice = element('notice');
  notice.textContent = message;
  notice.hidden = message === '';
}

async function loadJson(file: string): Promise<unknown> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file} cannot be loaded.`);
  return response.json();
}

/** A fragment that was followed goes from the address, so that loading the page anew shows what was made of it. */
function forgetFragment(): void {
  history.replaceState(null, '', location.pathname + location.search);
}

async function begin(): Promise<void> {
  const kept = draft();
  const { examples } = (await loadJson('examples.json')) as Library;
  const asked = await askedFor(location.hash, loadJson).catch((error: Error) => ({ fault: error.message }));
  const first = examples[FIRST_EXAMPLE] ?? '';
  const isAsked = asked !== undefined && 'text' in asked;
  const text = isAsked ? asked.text : (kept?.text ?? first);
  const playground = new Playground(text, isAsked || kept?.isOwn !== true ? text : first);
  if (isAsked) {
    if (kept?.isOwn === true) playground.keep(kept.text);
    playground.use(asked.settings);
    playground.announce(introduction(asked.title, asked.settings));
    forgetFragment();
  } else if (asked !== undefined) notify(asked.fault);
  offerExamples(playground, examples);
  window.addEventListener('hashchange', () => void follow(playground));
}

function offerExamples(playground: Playground, examples: Library['examples']): void {
  const select = element<HTMLSelectElement>('examples');
  for (const name of Object.keys(examples)) select.append(new Option(name.replaceAll('-', ' '), name));
  select.addEventListener('change', () => {
    const text = examples[select.value];
    const title = `the example “${select.selectedOptions[0]?.text ?? ''}”`;
    if (text !== undefined) playground.load({ text, title, settings: {} });
    notify('');
  });
}

async function follow(playground: Playground): Promise<void> {
  const asked = await askedFor(location.hash, loadJson).catch((error: Error) => ({ fault: error.message }));
  if (asked === undefined) return;
  if ('fault' in asked) return notify(asked.fault);
  notify('');
  playground.load(asked);
  forgetFragment();
}

void begin().catch((error: Error) => notify(`The playground could not begin: ${error.message}`));
