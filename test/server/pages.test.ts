import { expect, test } from 'vitest';
import type { Finding } from '../../server/src/diagnostics/finding.ts';
import { type PageAnswer, REPORTS } from '../../server/src/lsp/protocol.ts';
import { checkPage } from '../../server/src/reports/importReport.ts';
import { open, start } from './languageClient.ts';

const SITE = 'file:///site/';
const URI = `${SITE}edge.rsc`;
const SCRIPT = `/ip firewall filter
add action=drop chain=input
add action=accept chain=input dst-port=22 protocol=tcp
`;

async function page(method: string, text: string, params: object = {}, settings?: object): Promise<string> {
  const { client } = await start({
    files: { [`${SITE}rosfw.json`]: JSON.stringify(settings ?? {}) },
    listsScripts: true,
  });
  await open(client, text, 1, 'routeros', URI);
  const answer: PageAnswer = await client.sendRequest(method, { uri: URI, ...params });
  return 'markdown' in answer ? answer.markdown : answer.fault;
}

test('the problems of a script, each with its line', async () => {
  const text = await page(REPORTS.check, SCRIPT);
  expect(text).toMatch(/^## `edge\.rsc`\n\n- Line 3, \*\*error\*\*: .*`accept-below-drop`\)\n/);
});

test('what a project switches off is not on the page', async () => {
  const text = await page(REPORTS.check, SCRIPT, {}, { rules: { 'accept-below-drop': 'off' } });
  expect(text).toBe('## `edge.rsc`\n\nNothing to report.\n\n');
});

test('text of a script is no markup', () => {
  const finding: Finding = {
    ruleId: 'x',
    severity: 'error',
    confidence: 'high',
    persona: 'regular',
    related: [],
    fixes: [],
    range: { start: 0, end: 1 },
    message: 'The list "[a](b)<i>" is\nempty.',
  };
  expect(checkPage('a`b.rsc', 'text', [finding])).toBe(
    '## ``a`b.rsc``\n\n- Line 1, **error**: The list "\\[a\\](b)\\<i\\>" is empty. (`x`)\n\n',
  );
});

test('before an import: where it stops, the session, and what changes', async () => {
  const before = { name: 'HEAD', text: '/ip firewall filter\n' };
  const text = await page(
    REPORTS.beforeImport,
    `${SCRIPT}add action=nonsense chain=input\n`,
    { before },
    { session: 'tcp 192.0.2.10 -> :22 in=ether2' },
  );
  expect(text).toMatch(/### Where the import stops\n\n- Line 4: /);
  expect(text).toMatch(/### Your own session\n\n`tcp 192\.0\.2\.10:40000 -> :22 in=ether2`\n/);
  expect(text).toContain('- After line 2 **it is cut off**, because of line 2.\n');
  expect(text).toMatch(/1 change since `HEAD`:\n\n- \*\*newly kept out\*\* \(ip input\): /);
});

test('where nothing stops, nothing is compared and no session is known', async () => {
  const text = await page(REPORTS.beforeImport, SCRIPT);
  expect(text).toContain('Nothing in the file stops it.');
  expect(text).toContain('There is no earlier version to compare with.');
  expect(text).toContain('`routerosFirewall.session`');
});
