import { afterEach, expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { setLanguage } from '../../server/src/language/language.ts';
import { open, start, URI } from './languageClient.ts';

afterEach(() => setLanguage('en'));

const DEAD = `/ip firewall filter
add chain=input action=drop
add chain=input action=accept protocol=tcp dst-port=22
`;
const ENGLISH = ['Never reached', 'Move the accept', 'When a TCP packet to port 22 (SSH) arrives, accept it.'];
const GERMAN = ['Wird nie erreicht', 'Das accept über', 'Pakete mit Protokoll TCP und Zielport 22 (SSH) akzeptieren.'];

test.each([
  ['de', GERMAN],
  ['de-at', GERMAN],
  ['en-us', ENGLISH],
  ['fr', ENGLISH],
  [undefined, ENGLISH],
] as const)(
  'an editor in %s reads its findings, fixes and hovers',
  async (locale, [message = '', title = '', rule = '']) => {
    const { client } = await start({
      ...(locale !== undefined && { locale }),
      capabilities: {
        textDocument: {
          diagnostic: {},
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
        },
      },
    });
    await open(client, DEAD);
    const textDocument = { uri: URI };
    const report = await client.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument });
    const [found] = report.kind === 'full' ? report.items : [];
    expect(found).toMatchObject({ code: 'accept-below-drop', message: expect.stringContaining(message) });
    const range = (found as lsp.Diagnostic).range;
    const context = { diagnostics: [found as lsp.Diagnostic] };
    const actions = await client.sendRequest(lsp.CodeActionRequest.type, { textDocument, range, context });
    expect(actions).toContainEqual(expect.objectContaining({ title: expect.stringContaining(title) }));
    const hover = await client.sendRequest(lsp.HoverRequest.type, {
      textDocument,
      position: { line: 2, character: 1 },
    });
    expect(JSON.stringify(hover)).toContain(rule);
  },
);
