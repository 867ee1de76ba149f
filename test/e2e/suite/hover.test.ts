import type * as vscode from 'vscode';
import { check, closeAll, diagnostics, equal, hovers, open, openUntitled, placeOf } from './support.ts';

describe('a hover', () => {
  afterEach(closeAll);

  it('on a knock says what comes next, where it leads, and what it withstands', async () => {
    const text = await overRule(await knock(), 'dst-port=14201');
    const parts = ['Knock 2 of 2', 'Leads to: `granted` (10 min)', 'accepts `tcp` `22`', 'No trap.', 'Verdict: '];
    says(text, ...parts);
  });

  it('on the first knock names the one after it', async () => {
    says(
      await overRule(await knock(), 'dst-port=51753'),
      'Knock 1 of 2',
      '[tcp 51753] → tcp 14201 → granted 10 min → tcp 22',
    );
  });

  it('on the accept at the end of a knock says which knock opens it', async () => {
    says(
      await overRule(await knock(), 'dst-port=22'),
      'Gate of a knock',
      'tcp 51753 → tcp 14201 → granted 10 min → [tcp 22]',
    );
  });

  it('on a value says what it does, and the rule in a few words', async () => {
    const text = await over(await knock(), 'dst-port=14201', 'dst-port'.length + 1);
    says(text, 'Matches a packet to port 14201.', '**Knock 2 of 2** · rule');
    check(!text.includes('Leads to'), `the rule is said at each word:\n${text}`);
  });

  it('on an argument explains it', async () => {
    says(await over(await knock(), 'connection-state=established'), '**connection-state**');
  });

  it('on a list counts where it is filled and asked for', async () => {
    const text = await over(await knock(), 'knock-1', 1);
    says(text, 'Address list `knock-1`: filled in 1 place, matched in 1 place in this file.');
  });

  it('on a time says it in words', async () => {
    const { document } = await openUntitled(
      '/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=x address-list-timeout=1d2h\n',
    );
    says(await over(document, '1d2h', 1), '`1d2h` is 1 day 2 h.');
  });

  it('on ports names their services', async () => {
    const { document } = await openUntitled('/ip firewall filter\nadd chain=input protocol=tcp dst-port=22,8291\n');
    says(await over(document, '22,8291'), 'Matches a packet to port 22 (SSH) or 8291 (WinBox).');
  });

  it('on a menu says that the lines below run in it', async () => {
    says(await over(await knock(), 'filter'), 'Menu `/ip/firewall/filter`');
  });

  it('on a comment is none', async () => {
    const document = await knock();
    equal(await hovers(document.uri, placeOf(document, 'A knock on tcp').start), [], 'hovers');
  });

  it('shows the markup of a text of the file as it is written', async () => {
    const name = '[x](https://example.com)';
    const { document } = await openUntitled(`/ip firewall filter\nadd chain=input src-address-list="${name}"\n`);
    const text = await over(document, name, 2);
    const plain = text.replaceAll(`\`${name}\``, '');
    check(plain !== text && !plain.includes('example.com'), `the text can leave its code span:\n${text}`);
  });
});

async function knock(): Promise<vscode.TextDocument> {
  const { document } = await open('knock.rsc');
  await diagnostics(document.uri);
  return document;
}

/** The hover on a text, `offset` characters in. */
async function over(document: vscode.TextDocument, text: string, offset = 0): Promise<string> {
  const found = await hovers(document.uri, placeOf(document, text).start.translate(0, offset));
  equal(found.length, 1, `hovers on ${text}`);
  return found[0]!;
}

/** The hover on the command of the rule that has this text. */
async function overRule(document: vscode.TextDocument, text: string): Promise<string> {
  const { line } = placeOf(document, text).start;
  return over(document, document.lineAt(line).text.trim());
}

function says(text: string, ...parts: readonly string[]): void {
  for (const part of parts) check(text.includes(part), `"${part}" is not in the hover:\n${text}`);
}
