import * as vscode from 'vscode';
import {
  closeAll,
  codesBecome,
  diagnostics,
  EXTENSION_ID,
  equal,
  hovers,
  inShort,
  open,
  placeOf,
  problemsOf,
  setting,
  until,
} from './support.ts';

describe('a setting takes effect at once:', () => {
  afterEach(async () => {
    for (const name of ['enable', 'rules', 'maxProblems', 'version']) await setting(name, undefined);
    await closeAll();
  });

  it('a rule is off', async () => {
    const document = await faulty();
    await setting('rules', { 'port-without-protocol': 'off' });
    await codesBecome(document.uri, ['accept-below-drop']);
    await setting('rules', undefined);
    await codesBecome(document.uri, ['accept-below-drop', 'port-without-protocol']);
  });

  it('a rule has another severity', async () => {
    const document = await faulty();
    await setting('rules', { 'port-without-protocol': 'hint' });
    const shown = () => problemsOf(document.uri).map((found) => inShort(document, found));
    await until('a hint', () => shown().includes('7 hint port-without-protocol: dst-port=8291'));
    equal(shown().length, 2, 'problems');
  });

  it('no problems at all, but hovers', async () => {
    const document = await faulty();
    await setting('enable', false);
    await codesBecome(document.uri, []);
    equal((await hovers(document.uri, placeOf(document, 'dst-port=8291').start)).length, 1, 'hovers');
    await setting('enable', undefined);
    await codesBecome(document.uri, ['accept-below-drop', 'port-without-protocol']);
  });

  it('the most problems of a file', async () => {
    const document = await faulty();
    await setting('maxProblems', 1);
    await codesBecome(document.uri, ['port-without-protocol', 'too-many-problems']);
  });

  it('the version, and the status says where it comes from', async () => {
    const document = await faulty();
    const api = vscode.extensions.getExtension<Api>(EXTENSION_ID)?.exports;
    const status = (): string => {
      const { version, from, problems } = api?.status(document.uri) ?? {};
      return `${version}, ${from}, ${problems}`;
    };
    await until('the default', () => status() === 'undefined, default, 2');
    await setting('version', '7.20');
    await until('the setting', () => status() === '7.20, setting, 2');
  });
});

/** What the extension exports. */
interface Api {
  status(uri: vscode.Uri): { readonly version?: string; readonly from: string; readonly problems: number } | undefined;
}

async function faulty(): Promise<vscode.TextDocument> {
  const { document } = await open('wiki-9000-6000-faulty.rsc');
  await diagnostics(document.uri);
  return document;
}
