import { expect, test } from 'vitest';
import { REPORTS, type SaveExpectationAnswer } from '../../server/src/lsp/protocol.ts';
import { open, start } from './languageClient.ts';

const URI = 'file:///site/edge.rsc';
const PROJECT = 'file:///site/rosfw.json';
const SCRIPT = '/ip firewall filter\nadd chain=input action=drop\n';

async function saved(params: object, project?: string): Promise<SaveExpectationAnswer> {
  const { client } = await start({ files: project === undefined ? {} : { [PROJECT]: project } });
  await open(client, SCRIPT, 1, 'routeros', URI);
  return client.sendRequest(REPORTS.saveExpectation, { uri: URI, ...params });
}

const EXPECTATION = 'ipv4 any -> router tcp 22 => refused';

test('goes beside the rule where the script belongs to no device', async () => {
  expect(await saved({ expectation: EXPECTATION, line: 2 })).toEqual({
    expectation: EXPECTATION,
    status: 'held',
    target: URI,
    device: null,
    edits: [
      {
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
        newText: `# rosfw-expect ${EXPECTATION}\n`,
      },
    ],
  });
});

test("goes into the device's entry where it belongs to one", async () => {
  const project = '{ "devices": { "edge": { "files": ["edge.rsc"], "expect": [] } } }';
  const answer = await saved({ expectation: EXPECTATION }, project);
  expect(answer).toMatchObject({ target: PROJECT, device: 'edge', status: 'held' });
  const { edits } = answer as Extract<SaveExpectationAnswer, { edits: unknown }>;
  expect(edits.map(({ newText }) => newText).join('')).toContain(JSON.stringify(EXPECTATION));
  expect(edits[0]?.range.start.line).toBe(0);
});

test('the narrower one is taken where the wider one does not hold', async () => {
  const wide = 'any -> router tcp 22 => accepted';
  expect(await saved({ expectation: wide, otherwise: EXPECTATION })).toMatchObject({ expectation: EXPECTATION });
  expect(await saved({ expectation: wide })).toMatchObject({ expectation: wide, status: 'failed' });
});

test.each([
  ['nonsense', 'It does not say what becomes of the packets'],
  ['zone "cellar" -> router => refused', 'The file has no zone "cellar"'],
])('what cannot be judged is not saved: %s', async (expectation, fault) => {
  expect(await saved({ expectation })).toEqual({ fault: expect.stringContaining(fault) });
});
