import { describe, expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { catalogFor } from '../../server/src/catalog/catalog.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { lower } from './lower.ts';
import { firstDifference, normalForm } from './normalForm.ts';

const tree = catalogFor('7.23rc1-base');

function difference(text: string, router: string): string {
  const { form, flags } = lower(bind(parse(text), tree, { asRouter: true }));
  const ours = normalForm(form, flags);
  const theirs = normalForm(router, flags);
  const at = firstDifference(ours, theirs);
  return at.router < 0 ? '' : `${ours.slice(at.ours).join(' ')} | ${theirs.slice(at.router).join(' ')}`;
}

/**
 * Scripts with the form that the rules of `docs/facts/reader.md#intermediate-form` and
 * `docs/facts/reader.md#literals-in-the-form` give them.
 */
describe.each<[string, string]>([
  ['/ip dns\nset servers=1.1.1.1,9.9.9.9\n', '/ip/dns/;(evl /ip/dns/setservers=1.1.1.1;9.9.9.9)'],
  ['# c\n\n:put (1 + 2 + 3)\n', '/;(evl /putmessage=(+ 1 2 3))'],
  [':local x 1; :set $x "a\\n$x"', '(evl /localname=$x;value=1);(evl /setname=$x;value=(. a \n $x))'],
  [
    ':if ($a = 1 && !$b) do={\n:put 1\n} else={ :put 2 }',
    '(evl /ifcondition=(and (= $a 1) (! $b));do=;(evl / (evl /putmessage=1));else=;(evl (evl /putmessage=2)))',
  ],
  [':foreach k,v in={b=1;a=2} do={}', '(evl /foreachcounter=$k;$v;do=;(evl /);in=a=2;b=1)'],
  [
    '/ip firewall filter add chain=input protocol=!tcp in-interface-list=LAN connection-state=established,related',
    '(evl /ip/firewall/filter/addchain=input;connection-state=;established;related;in-interface-list=;LAN;protocol=true;tcp)',
  ],
  [
    '/ip route remove [find where comment~"x" !disabled]',
    '(evl /ip/route/removenumbers=(evl (evl /ip/route/findwhere=$dst-address;$.about;(  (~ $comment x) (! $disabled));5)))',
  ],
  [
    ':global f do={ :return $1 }\n:put [$f 1 b=2 a=3]',
    '(evl /globaldo=;(evl (evl /returnvalue=$1));name=$f);(evl /putmessage=(evl (<%% $f (> $f);1;a=3;b=2)))',
  ],
  [':put [[:parse ":return 1"]]', '(evl /putmessage=(evl (<%% (evl /parsevalue=:return 1) )))'],
  [':put 1\n[:parse "x"]', '(<%% (evl (evl /putmessage=1);(evl /parsevalue=x)) )'],
  [':delay 3;:delay 1m30s', '(evl /delaydelay-time=00:00:03);(evl /delaydelay-time=00:01:30)'],
  ['/interface lte monitor lte1 once', '(evl /interface/lte/monitornumbers=lte1;once=lte1)'],
  ['/system script add source={ :put "x" } name=a', '(evl /system/script/addname=a;source= :put "x" )'],
  ['/foo bar x=1 "y z"', '(<%% bad command name foo (line 1 column 2) foo;bar;y z;x=1)'],
  ['/ip address add foo=1 interface=a bar=2', '(evl bad parameter foo (line 1 column 20) /ip/address/addinterface=a)'],
  [':put 1\n}\nignored', '(evl /putmessage=1)'],
  ['/file\n:do { print }\n/ip', '/file/;/file/;(evl /docommand=;(evl (evl /file/print)));/ip/'],
])('%j', (text, router) => {
  test('has the form of the router', () => {
    expect(difference(text, router)).toBe('');
  });
});

test.each([
  [':put (1 - 2)', '(evl /putmessage=(- 2 1))'],
  [':put 1', '(evl /errormessage=1)'],
  [':put 1; :put 2', '(evl /putmessage=2);(evl /putmessage=1)'],
  [':put [:len a]', '(evl /putmessage=(evl /lenvalue=a))'],
  ['/ip dns\nset servers=1.1.1.1', '/ip/dns/;(evl /ip/dns/setservers=1.1.1.2)'],
  ['/ip\n:put 1', '(evl /putmessage=1)'],
])('%s has not the form %s', (text, router) => {
  expect(difference(text, router)).not.toBe('');
});
