import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { signatureHelp } from '../../server/src/features/signatureHelp.ts';
import { marked } from '../support/markers.ts';

/** The signature at `$0`, with the parameter of the caret between `>` and `<`. */
function at(source: string): string | undefined {
  const { text, cursors } = marked(source);
  const help = signatureHelp(analyse(text, { rules: [] }), cursors[0] as number);
  const active = help?.active === undefined ? undefined : help.parameters[help.active]?.label;
  if (help === undefined || active === undefined) return help?.label;
  const { label } = help;
  return `${label.slice(0, active.start)}>${label.slice(active.start, active.end)}<${label.slice(active.end)}`;
}

describe('commands', () => {
  test.each([
    [':put $0', ':put ><message><'],
    [':foreach i in=$0', ':foreach <counter> [do=] >[in=]< [on-error=]'],
    [':for $0', ':for ><counter>< [do=] [from=] [on-error=] [step=] [to=]'],
    ['/interface list add name=x$0', 'add [comment=] [copy-from=] [exclude=] [include=] >name=<'],
    ['/ip firewall filter add chain=input action=dr$0op', 'add >[action=]< chain= …'],
    ['/ip firewall filter add chain=input $0', 'add chain= …'],
  ])('%s', (source, expected) => expect(at(source)).toBe(expected));
  test('say what the parameter is', () => {
    const source = '/ip firewall filter add chain=';
    const help = signatureHelp(analyse(source), source.length);
    expect(help?.parameters[help.active ?? -1]?.documentation).toMatch(/The chain the rule belongs to/);
    expect(help?.short).toBe(false);
  });
});

describe('functions', () => {
  const f = ':global f do={ :put "$2 $1 $name" }\n';
  test.each([
    ['$f $0', '$f >$1< $2 name='],
    ['$f a $0', '$f $1 >$2< name='],
    ['$f $0a', '$f >$1< $2 name='],
    ['$f name=$0a', '$f $1 $2 >name=<'],
    ['$f a b c $0', '$f $1 $2 name='],
    [':put [$f a $0]', '$f $1 >$2< name='],
  ])('%s', (call, expected) => expect(at(f + call)).toBe(expected));
});

test('nothing where nothing is called', () => {
  for (const source of ['# a com$0ment', '/ip fire$0wall', '$$0unknown a', ''])
    expect(at(`${source}$0`)).toBeUndefined();
});
