/** What the Problems panel gets: of each rule, of each fault of the text, and while the user types. */
import * as vscode from 'vscode';
import { RULES as REGISTRY } from '../../../server/src/rules/registry.ts';
import {
  check,
  closeAll,
  codeOf,
  codesBecome,
  diagnostics,
  EXTENSION_ID,
  equal,
  inShort,
  open,
  openUntitled,
  placeOf,
  problemsOf,
  replace,
  setting,
  until,
} from './support.ts';

interface Expected {
  readonly file: string;
  /** The diagnostic in short. */
  readonly shown: string;
  /** The begin of the message. */
  readonly says: string;
  /** Lines of the related information. */
  readonly related?: readonly number[];
  /** Whether the text is faded out. */
  readonly unnecessary?: boolean;
}

const RULES: readonly Expected[] = [
  {
    file: 'wiki-9000-6000-faulty.rsc',
    shown: '17 error accept-below-drop: add',
    says: 'Never reached: rule 7 of the chain input (line 15) already drops every packet that this accepts.',
    related: [15],
    unnecessary: true,
  },
  {
    file: 'best-practices-trusted-faulty.rsc',
    shown: '10 warning sequential-knock-ports: dst-port=1111',
    says: '1111, 1112, 1113 are in order',
    related: [12, 14],
  },
  {
    file: 'best-practices-trusted-faulty.rsc',
    shown: '10 warning missing-blacklist: dst-port=1111',
    says: 'A wrong port costs a scanner nothing: one ascending sweep opens this knock with 1,113 packets',
    related: [12, 14],
  },
  {
    file: 'mikrotik-manual-blacklist-faulty.rsc',
    shown: '8 warning knock-stage-without-timeout: address-list=888',
    says: 'The knock tcp 888 lasts until the router restarts.',
  },
  {
    file: 'mikrotik-manual-blacklist-faulty.rsc',
    shown: '10 error knock-stage-not-gated: add',
    says: 'Knock 2 (tcp 555) does not ask for knock 1 (tcp 888)',
    related: [8],
  },
  {
    file: 'best-practices-trusted-faulty.rsc',
    shown: '19 warning knock-without-gate: address-list=vpn_allowed',
    says: 'This knock leads nowhere',
  },
  {
    file: 'mum-safe-haven-faulty.rsc',
    shown: '15 warning list-never-filled: "Safe Haven"',
    says: 'Nothing in this file fills the list "Safe Haven"',
  },
  {
    file: 'wiki-9000-6000-faulty.rsc',
    shown: '7 error port-without-protocol: dst-port=8291',
    says: 'dst-port needs a protocol that has ports',
  },
  {
    file: 'mikrotik-manual-faulty.rsc',
    shown: '6 information disabled-security-rule: disabled=yes',
    says: 'This drop of the list blacklist is disabled',
  },
  {
    file: 'mikrotik-manual-faulty.rsc',
    shown: '10 warning layer7-cost: layer7-protocol=pass',
    says: 'This pattern is tried on every connection',
  },
  {
    file: 'mikrotik-manual-faulty.rsc',
    shown: '30 warning dollar-quote-in-regexp: $"',
    says: 'RouterOS reads `$"` as the start of a variable name',
  },
];

/** Faults of the text that a copy from a web page or a slide brings, where they are printed. */
const PRINTED: readonly { readonly file: string; readonly shown: string }[] = [
  { file: 'best-practices-trusted-printed.rsc', shown: '3 error list-marker-in-front: 1. ' },
  { file: 'best-practices-trusted-printed.rsc', shown: '4 error typographic-quote: ”Allow TRUSTED”' },
  { file: 'best-practices-trusted-printed.rsc', shown: '4 error unicode-blank: \u00a0' },
  { file: 'best-practices-trusted-printed.rsc', shown: '6 error missing-blank: chain' },
  { file: 'mum-safe-haven-printed.rsc', shown: '7 error line-cut: timeout' },
  { file: 'mum-safe-haven-printed.rsc', shown: '8 error line-cut: protocol' },
  { file: 'mum-safe-haven-printed.rsc', shown: '10 error typographic-quote: “' },
  { file: 'wiki-9000-6000-printed.rsc', shown: '3 error stray-backslash: \\' },
  { file: 'mikrotik-manual-printed.rsc', shown: '14 warning dollar-quote-in-regexp: $"' },
];

/** Other faults of the text, each by itself. */
const FAULTS: readonly { readonly text: string; readonly shown: string }[] = [
  { text: '/ip address\nadd address =10.0.0.1/24', shown: '2 error blank-before-equals:  =' },
  { text: '[admin@edge] > /ip address print', shown: '1 error prompt-in-front: [admin@edge] > ' },
  { text: '/ip\u00a0address print', shown: '1 error unicode-blank: \u00a0' },
  { text: '/system identity set name=x # edge', shown: '1 error comment-behind-command: # edge' },
  { text: '/system identity set \\ \nname=x', shown: '1 error blank-after-backslash: \\ ' },
  { text: '/system identity set name="x', shown: '1 error unclosed-string: "' },
  { text: ':if (true) do={ :put 1', shown: '1 error unclosed-bracket: {' },
  { text: ':put 1\n}\n:put 2', shown: '2 error stray-closer: }' },
  { text: ':put (1 == 1)', shown: '1 error double-equals: ==' },
];

describe('problems', () => {
  afterEach(closeAll);

  for (const { file, shown, says, related = [], unnecessary = false } of RULES) {
    it(`of a rule: ${file}:${shown}`, async () => {
      const { document } = await open(file);
      const found = await settled(document);
      const problem = found.find((diagnostic) => inShort(document, diagnostic) === shown);
      check(problem, `${shown} is not among:\n${found.map((other) => inShort(document, other)).join('\n')}`);
      const id = codeOf(problem);
      equal(problem.source, 'rosfw', 'source');
      check(problem.message.startsWith(says), `the message does not begin with "${says}": ${problem.message}`);
      const page = typeof problem.code === 'object' ? problem.code.target.toString(true) : '';
      check(page.startsWith('https://') && page.includes(`docs/rules/${id}.md`), `link to the page: ${page}`);
      const places = problem.relatedInformation ?? [];
      equal(
        places.map(({ location }) => location.range.start.line + 1),
        related as number[],
        'related lines',
      );
      check(
        places.every(({ location, message }) => message !== '' && location.uri.toString() === document.uri.toString()),
        'related information is of another file, or says nothing',
      );
      equal(problem.tags?.includes(vscode.DiagnosticTag.Unnecessary) ?? false, unnecessary, 'faded out');
    });
  }

  for (const { meta } of REGISTRY) {
    it(`of the rule ${meta.id}, in its own example`, async () => {
      await setting('session', meta.session);
      await setting('persona', 'auditor');
      const { document } = await openUntitled(meta.bad);
      await until(`a problem of ${meta.id}`, () =>
        vscode.languages.getDiagnostics(document.uri).some((found) => codeOf(found) === meta.id),
      );
      await setting('session', undefined);
      await setting('persona', undefined);
    });
  }

  it('of every rule that has a setting', () => {
    const manifest = vscode.extensions.getExtension(EXTENSION_ID)!.packageJSON;
    const properties = Object.assign(
      {},
      ...manifest.contributes.configuration.map(({ properties: own }: { properties: object }) => own),
    );
    const rules = properties['routerosFirewall.rules'].properties;
    const missing = REGISTRY.map(({ meta }) => meta.id).filter((id) => rules[id] === undefined);
    equal(missing, [], 'rules without a setting');
  });

  for (const { file, shown } of PRINTED) {
    it(`of a printed text: ${file}:${shown}`, async () => {
      const { document } = await open(file);
      await has(document, shown);
    });
  }

  for (const { text, shown } of FAULTS) {
    it(`of a text: ${JSON.stringify(text)}`, async () => {
      const { document } = await openUntitled(text);
      await has(document, shown);
    });
  }

  it('are not seen in a clean example, but for the ports and the trap that its source prints', async () => {
    const { document } = await open('mikrotik-manual-clean.rsc');
    const found = await settled(document);
    equal([...new Set(found.map(codeOf))], ['sequential-knock-ports', 'trap-locks-out'], 'rules');
  });

  it('are not seen in a script of another language', async () => {
    const script = '/ip firewall filter\nadd chain=input action=accept dst-port=22\n';
    const { document: other } = await openUntitled(script, 'plaintext');
    const { document } = await openUntitled(script);
    await diagnostics(document.uri);
    equal(vscode.languages.getDiagnostics(other.uri).length, 0, 'diagnostics of plain text');
  });

  it('are seen in an export that is not called .rsc', async () => {
    const { document } = await open('export');
    await replace(document, end(document), '/ip firewall filter\nadd chain=output action=accept dst-port=22\n');
    await codesBecome(document.uri, ['port-without-protocol']);
  });

  it('go as the text is mended and come back with the fault', async () => {
    const { document } = await openUntitled(
      '/ip firewall filter\nadd chain=input action=drop src-address=203.0.113.9 dst-port=22\n',
    );
    await codesBecome(document.uri, ['port-without-protocol']);
    await replace(document, placeOf(document, ' dst-port'), ' protocol=tcp dst-port');
    await codesBecome(document.uri, []);
    await replace(document, placeOf(document, ' protocol=tcp'), '');
    await codesBecome(document.uri, ['port-without-protocol']);
  });

  it('stand where the last of many quick edits put them', async () => {
    const { document } = await openUntitled('/ip firewall filter\nadd chain=input action=accept dst-port=22\n');
    await codesBecome(document.uri, ['port-without-protocol']);
    for (let i = 0; i < 20; i++) await replace(document, start(document), `# ${i}\n`);
    const [problem] = await diagnostics(document.uri, ([first]) => first?.range.start.line === 21);
    equal(inShort(document, problem!), '22 error port-without-protocol: dst-port=22', 'the problem');
    equal(problemsOf(document.uri).length, 1, 'problems');
  });

  it('go with the editor', async () => {
    const { document } = await open('wiki-9000-6000-faulty.rsc');
    await diagnostics(document.uri);
    await closeAll();
    await diagnostics(document.uri, (found) => found.length === 0);
  });

  it('of several files stay apart', async () => {
    const { document: first } = await open('wiki-9000-6000-faulty.rsc');
    const { document: second } = await open('mum-safe-haven-faulty.rsc');
    await codesBecome(first.uri, ['accept-below-drop', 'port-without-protocol']);
    await codesBecome(second.uri, ['knock-timeout-too-long', 'knock-timeout-too-short', 'list-never-filled']);
  });
});

/** The diagnostics once they have come. Fails when one of them is there twice: two sources would show each twice. */
async function settled(document: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
  const found = await diagnostics(document.uri);
  const texts = found.map((diagnostic) => `${inShort(document, diagnostic)} ${diagnostic.message}`);
  equal(
    texts.filter((text, index) => texts.indexOf(text) !== index),
    [],
    'shown twice',
  );
  return found;
}

async function has(document: vscode.TextDocument, shown: string): Promise<void> {
  const found = (await settled(document)).map((diagnostic) => inShort(document, diagnostic));
  check(found.includes(shown), `${shown} is not among:\n${found.join('\n')}`);
}

function start(document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(document.positionAt(0), document.positionAt(0));
}

function end(document: vscode.TextDocument): vscode.Range {
  const last = document.positionAt(document.getText().length);
  return new vscode.Range(last, last);
}
