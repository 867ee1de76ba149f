import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { bind } from '../../server/src/binding/bind.ts';
import { embeddedScripts, hostRange } from '../../server/src/binding/embeddedScripts.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { marked } from '../support/markers.ts';

function scriptsOf(text: string): string[] {
  return embeddedScripts(bind(parse(text), catalog), catalog).map((script) => script.text);
}

/** Checks that the underlined places are reported, with these codes, and what the fixes make of the text. */
function check(source: string, codes: readonly string[], fixed?: string): void {
  const { text, ranges } = marked(source);
  const { problems } = analyse(text, { rules: [] });
  expect(problems.map(({ range }) => range)).toEqual(ranges);
  expect(problems.map(({ severity, ruleId }) => `${severity} ${ruleId}`)).toEqual(codes);
  for (const { message } of problems) expect(message).not.toMatch(/the (?:whole )?file/);
  const edits = problems.flatMap(({ fixes }) => fixes.flatMap(({ edits: own }) => own));
  expect(applyEdits(text, edits)).toBe(fixed ?? text);
}

describe('what is read as a script', () => {
  test.each([
    ['/system script add name=a source="/log info \\"hi \\$x\\"\\r\\\n    \\n:put 1"', '/log info "hi $x"\r\n:put 1'],
    ['/system script add name=a source={ :put "x" }', ' :put "x" '],
    ['/system script set a source=":put \\3F\\_\\\\"', ':put ? \\'],
    ['/system scheduler add on-event="/system script run a"', '/system script run a'],
    ['/ppp profile set 0 on-up=":log info up"', ':log info up'],
    ['/tool netwatch add up-script=":put 1"', ':put 1'],
    ['/ip dhcp-server add lease-script=":put 1"', ':put 1'],
    [':execute ":put 1"', ':put 1'],
    [':execute script={:put 1}', ':put 1'],
    [':do { /system script add source=":put 1" }', ':put 1'],
  ])('%s', (text, inner) => {
    expect(scriptsOf(text)).toEqual([inner]);
  });

  test.each([
    ['the name of a script', '/system scheduler add on-event=backup'],
    ['a name in quotes, with blanks', '/system scheduler add on-event="Check WAN, 1.2"'],
    ['text with variables', '/system script add source=":put $x"'],
    ['text that is put together', '/system script add source=(":put " . $x)'],
    ['an open string', '/system script add source=":put 1'],
    ['what is no script', '/system script add comment="/foo ["'],
    ['data of that name', ':global config {source="/foo ["}'],
    ['an argument that nobody knows', '/no such menu add source="/foo ["'],
  ])('not: %s', (_, text) => {
    expect(scriptsOf(text)).toEqual([]);
  });

  test('scripts within scripts', () => {
    const outer = bind(parse(':execute "/system script add source=\\":execute \\\\\\":put 1\\\\\\"\\""'), catalog);
    const texts: string[] = [];
    for (let script = embeddedScripts(outer, catalog)[0]; script !== undefined; ) {
      texts.push(script.text);
      script = embeddedScripts(script.bound, catalog)[0];
    }
    expect(texts).toEqual(['/system script add source=":execute \\":put 1\\""', ':execute ":put 1"', ':put 1']);
  });
});

test('each character of a script has its place in the text around it', () => {
  const text = '/system script add source=":put \\"a\\\n   b\\"\\r\\n\\3F"';
  const [script] = embeddedScripts(bind(parse(text), catalog), catalog);
  const inner = script?.text ?? '';
  const places = [...inner].map((_, offset) => {
    const { start, end } = hostRange(script as NonNullable<typeof script>, { start: offset, end: offset + 1 });
    return text.slice(start, end);
  });
  expect(places).toEqual([':', 'p', 'u', 't', ' ', '\\"', 'a', 'b', '\\"', '\\r', '\\n', '\\3F']);
  // Where the script ends, and where a line of it is cut.
  expect(text.slice(script?.map(inner.length))).toBe('"');
  expect(text.slice(script?.mapEnd(7)).slice(0, 2)).toBe('\\\n');
});

describe('faults in scripts', () => {
  test('of the text', () => {
    check('/system script add source=":put \\"a\\";\\r\\n:put )"\n                                               ^', [
      'error stray-closer',
    ]);
  });

  test('of the text between braces, which are told once', () => {
    const text = '/system script add source={ :put ) }';
    expect(analyse(text, { rules: [] }).problems.map(({ ruleId }) => ruleId)).toEqual(['stray-closer']);
  });

  test('of the names, and the fix within the quotes', () => {
    check(
      '/system script add source="/ip firewall filter add chain=input scr-address=1.2.3.4"\n                                                               ^^^^^^^^^^^',
      ['error unknown-argument'],
      '/system script add source="/ip firewall filter add chain=input src-address=1.2.3.4"',
    );
  });

  test('of the names between braces', () => {
    check(
      '/system script add source={ /ip firewall filter add chain=input scr-address=1.2.3.4 }\n                                                                ^^^^^^^^^^^',
      ['error unknown-argument'],
      '/system script add source={ /ip firewall filter add chain=input src-address=1.2.3.4 }',
    );
  });

  test('what a fix puts in is escaped', () => {
    check(
      '/system script add source="/ip firewall filter add comment=two words chain=input"\n                                                               ^^^^^',
      ['error unexpected-word'],
      '/system script add source="/ip firewall filter add comment=\\"two words\\" chain=input"',
    );
    check(
      '/system script add source=":put 1 # one"\n                                  ^^^^^',
      ['error comment-behind-command'],
      '/system script add source="# one\\n:put 1"',
    );
  });

  test('two levels deep', () => {
    check(
      ':execute "/system script add source=\\"/ip firewall filter add chain=input comment=two words\\""\n                                                                                      ^^^^^',
      ['error unexpected-word'],
      ':execute "/system script add source=\\"/ip firewall filter add chain=input comment=\\\\\\"two words\\\\\\"\\""',
    );
  });

  test('any depth ends', () => {
    let text = ':put )';
    for (let i = 0; i < 12; i++) text = `:execute {${text}}`;
    expect(() => analyse(text)).not.toThrow();
  });
});

test('a script changes nothing in the firewall of the file', () => {
  const { firewall } = analyse('/system script add source="/ip firewall filter add chain=input action=drop"');
  expect(firewall.rules).toEqual([]);
});
