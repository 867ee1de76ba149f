import { expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { open, start } from './languageClient.ts';

/** Expectations that say nothing, and that contradict each other, are problems of the file in which they stand. */

const SITE = 'file:///site/';
const RULES = '/ip firewall filter\nadd action=drop chain=input in-interface=ether1\n';
const CAPABILITIES = {
  textDocument: { diagnostic: {}, publishDiagnostics: { relatedInformation: true } },
} as lsp.ClientCapabilities;

/** The problems of a script with these expectations: the text under each, its code and its message. */
async function problemsOf(expectations: readonly string[], project: object = {}) {
  const text = `${expectations.map((one) => `# rosfw-expect ${one}\n`).join('')}${RULES}`;
  const { client } = await start({
    files: { [`${SITE}rosfw.json`]: JSON.stringify(project), [`${SITE}a.rsc`]: text },
    listsScripts: true,
    capabilities: CAPABILITIES,
  });
  await open(client, text, 1, 'routeros', `${SITE}a.rsc`);
  const textDocument = { uri: `${SITE}a.rsc` };
  const report = await client.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument });
  const items = report.kind === 'full' ? report.items : [];
  const lines = text.split('\n');
  return items
    .filter(({ code }) => String(code).includes('expectation'))
    .map(({ code, message, range, relatedInformation = [] }) => ({
      text: lines[range.start.line]?.slice(range.start.character, range.end.character),
      code,
      message,
      related: relatedInformation.map(({ location }) => location.range.start.line),
    }));
}

test('one that cannot be read, of a zone that is none, and of no packet', async () => {
  const texts = ['any -> router tcp 22', 'zone ofice -> router => refused', '!any -> router => refused'];
  const found = await problemsOf(texts, { zones: { office: ['192.0.2.0/24'] } });
  expect(found.map(({ text, code }) => [text, code])).toEqual(texts.map((text) => [text, 'invalid-expectation']));
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringContaining('write "=> accepted" or "=> refused"'),
    'The file has no zone "ofice". Did you mean "office"?',
    'No packet is of this class.',
  ]);
});

test('one whose zone is made of itself', async () => {
  const [found] = await problemsOf(['zone a -> router => refused'], { zones: { a: ['zone b'], b: ['zone a'] } });
  expect(found?.message).toBe('The zone "a" is made of itself: "a", "b", "a".');
});

test('one that contradicts another of the script, and one of the project file', async () => {
  const texts = [
    'ipv4 any -> router tcp 22 => refused',
    'ipv4 any -> router tcp 20-30 => accepted',
    'ipv4 any -> router udp 53 => accepted',
  ];
  const found = await problemsOf(texts, { expect: ['ipv4 any -> router udp => refused'] });
  expect(found.map(({ text, code, related }) => [text, code, related])).toEqual([
    [texts[1], 'contradicting-expectations', [0]],
    [texts[2], 'contradicting-expectations', []],
  ]);
  expect(found[0]?.message).toBe(`It contradicts "${texts[0]}": no firewall can hold both.`);
});

test('one that fails is no problem of the text', async () => {
  expect(await problemsOf(['ipv4 interface ether1 -> router => accepted'])).toEqual([]);
});
