import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { expectationNames } from '../../server/src/expectation/expectation.ts';
import { complete } from '../../server/src/features/completion.ts';
import { definition } from '../../server/src/features/definition.ts';
import { expectationHoverSteps } from '../../server/src/features/expectationHelp.ts';
import { rename } from '../../server/src/features/rename.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { finish } from '../../server/src/text/steps.ts';

const RULES = `/interface list add name=WAN
/interface list member add interface=ether1 list=WAN
/ip firewall address-list add address=192.0.2.1 list="good friends"
/ip firewall filter
add action=accept chain=input src-address-list="good friends"
add action=drop chain=input in-interface-list=WAN
`;

/** The script with one more line, which holds `$0`. */
function at(line: string): { readonly analysis: ReturnType<typeof analyse>; readonly offset: number } {
  const marked = `${RULES}${line}\n`;
  return { analysis: analyse(marked.replace('$0', '')), offset: marked.indexOf('$0') };
}

describe('the names of an expectation', () => {
  test.each([
    ['list "a b" -> router => refused', ['list "a b"']],
    [
      'ipv4 ! interfaces LAN -> zone office tcp 80 listed=x,y in=ether1',
      ['interfaces LAN', 'zone office', 'list x', 'list y', 'arrival ether1'],
    ],
    ['internet after knock ok -> server udp 53 => accepted by "list x"', ['list ok', 'name server']],
    ['internet -> router tcp 22 => refused', []],
    ['tcp 198.51.100.7 -> :22 in=ether1 => refused', ['arrival ether1']],
    ['any -> 192.0.2.0/24 listed="a b" => refused', ['list "a b"']],
    ['list', []],
    ['list "open', []],
  ])('%s', (text, expected) => {
    expect(expectationNames(text).map(({ kind, range }) => `${kind} ${text.slice(range.start, range.end)}`)).toEqual(
      expected,
    );
  });
});

describe('completion', () => {
  test.each([
    ['# rosfw-expect $0', ['internet', 'any', 'WAN', 'ether1', 'good friends', 'ipv4']],
    ['# rosfw-expect interfaces $0', ['WAN']],
    ['# rosfw-expect interface e$0', ['ether1']],
    ['# rosfw-expect WAN -> $0', ['router', 'WAN', 'office']],
    ['# rosfw-expect zone $0', ['office']],
    ['# rosfw-expect WAN -> router tcp 22 => $0', ['accepted', 'refused', 'drop', 'reject', 'tarpit']],
    ['# rosfw-expect WAN -> router tcp 22 listed=$0', ['good friends']],
    ['# rosfw-expect WAN -> router $0', ['=>', 'tcp', 'winbox', 'state=']],
  ])('%s', (line, expected) => {
    const { analysis, offset } = at(line);
    const labels = complete(analysis, offset, { zones: ['office'] }).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(expected));
  });

  test('a name with blanks comes in quotes, also where one is open', () => {
    for (const line of ['# rosfw-expect list $0', '# rosfw-expect list "go$0']) {
      const { analysis, offset } = at(line);
      const [only] = complete(analysis, offset);
      if (only === undefined) throw new Error('a name is offered');
      expect(applyEdits(analysis.text, [only.edit])).toContain('# rosfw-expect list "good friends"\n');
    }
  });

  test('other comments get nothing', () => {
    const { analysis, offset } = at('# expect $0');
    expect(complete(analysis, offset)).toEqual([]);
  });
});

describe('names', () => {
  test('renaming a list renames it in expectations, in quotes where it needs some', () => {
    const { analysis, offset } = at(
      '# rosfw-expect list "good fr$0iends" -> router => accepted\n# rosfw-expect any -> router listed="good friends" => accepted',
    );
    const renamed = rename(analysis, offset, 'pals');
    if (renamed === undefined || 'refused' in renamed) throw new Error('it can be renamed');
    const text = applyEdits(analysis.text, renamed.edits);
    expect(text).not.toContain('good friends');
    expect(text).toContain('# rosfw-expect list pals -> router => accepted');
    expect(text).toContain('listed=pals');
  });

  test('and so does renaming it at a rule, for a bare name too', () => {
    const { analysis } = at('# rosfw-expect WAN -> router => refused$0');
    const renamed = rename(analysis, analysis.text.indexOf('WAN'), 'out side');
    if (renamed === undefined || 'refused' in renamed) throw new Error('it can be renamed');
    expect(applyEdits(analysis.text, renamed.edits)).toContain('# rosfw-expect "out side" -> router => refused');
  });

  test('lead to what makes them', () => {
    const { analysis, offset } = at('# rosfw-expect W$0AN -> router => refused');
    const [target] = definition(analysis, offset)?.targets ?? [];
    expect(target && analysis.lines.position(target.start).line).toBe(0);
  });
});

describe('hover', () => {
  test.each([
    [
      '# rosfw-expect 198.51.100.0/24 -> router tcp 22$0 in=WAN => refused',
      ['**Held.**', '`WAN` is a list of interfaces: `ether1`'],
    ],
    ['# rosfw-expect ipv4 WAN -> router tcp 22$0 => accepted', ['**Failed.**', 'drop by line 6']],
    ['# rosfw-expect ipv4 cellar -> router$0 => accepted', ['**Invalid.**', 'cellar']],
    ['# rosfw-expect ipv4 zone office -> router$0 => refused', ['is a zone of the project file: `interface ether1`']],
  ])('%s', (line, expected) => {
    const { analysis, offset } = at(line);
    const found = finish(expectationHoverSteps(analysis, analysis, offset, { office: ['interface ether1'] }));
    for (const text of expected) expect(found?.markdown).toContain(text);
  });
});
