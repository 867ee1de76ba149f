import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cut, placeInList, type Word } from '../support/completionPositions.ts';

/** Words of our own scripts, cut at the bar: with the rest of the line, and as where the line is written anew. */
describe('the word is among the first five', () => {
  test.each([
    ['best-practices-trusted-clean.rsc', '/ip f|irewall'],
    ['best-practices-trusted-clean.rsc', '/ip firewall fi|lter'],
    ['best-practices-trusted-clean.rsc', 'add act|ion'],
    ['best-practices-trusted-clean.rsc', 'add action=accept c|hain'],
    ['best-practices-trusted-clean.rsc', 'add action=ac|cept'],
    ['best-practices-trusted-clean.rsc', 'add action=accept chain=i|nput'],
    ['best-practices-trusted-faulty.rsc', 'add action=accept chain=input com|ment'],
    ['best-practices-trusted-faulty.rsc', 'add action=accept chain=input comment=defconf c|onnection-state'],
    ['best-practices-trusted-faulty.rsc', 'add action=ad|d-src-to-address-list'],
    ['best-practices-trusted-faulty.rsc', 'add action=add-src-to-address-list address-list=po|rt_knock_1'],
    ['broken-knocks-faulty.rsc', 'add action=add-src-to-address-list add|ress-list'],
    ['broken-knocks-faulty.rsc', 'add action=add-src-to-address-list address-list=ssh1 a|ddress-list-timeout'],
    ['broken-knocks-faulty.rsc', 'add action=dr|op'],
    ['broken-knocks-faulty.rsc', 'add action=drop chain=input comment="blacklist" src-address-list=b|lacklist'],
    ['careless-export-faulty.rsc', '/int|erface'],
    ['careless-export-faulty.rsc', '/interface l|ist'],
    ['careless-export-faulty.rsc', 'add ma|x-limit'],
    ['careless-export-faulty.rsc', 'add action=f|asttrack-connection'],
    ['careless-export-faulty.rsc', 'add action=drop chain=forward connection-state=in|valid'],
    ['careless-export-faulty.rsc', 'add action=fasttrack-connection chain=for|ward'],
    ['dead-rules-faulty.rsc', '/interface list me|mber'],
    ['dead-rules-faulty.rsc', 'add action=accept chain=input comment="ping" lim|it'],
    ['dead-rules-faulty.rsc', 'add action=drop chain=input comment="scans" protocol=udp t|cp-flags'],
    ['mikrotik-manual-blacklist-clean.rsc', '/ip firewall la|yer7-protocol'],
    ['mikrotik-manual-blacklist-clean.rsc', '    in-interface-list=WAN place-before=[f|ind'],
    ['mikrotik-manual-blacklist-clean.rsc', 'add name=pass re|gexp'],
    ['mikrotik-manual-blacklist-clean.rsc', 'add name=p|ass'],
    ['mum-safe-haven-clean.rsc', 'add address=192.168.33.10-192.168.33.20 list="Sa|ve Haven'],
    ['mum-safe-haven-clean.rsc', 'add action=add-src-to-address-list address-list=kno|ck-knock'],
    ['open-router-faulty.rsc', '/i|pv6'],
    ['open-router-faulty.rsc', 'add action=jump chain=input jum|p-target'],
    ['open-router-faulty.rsc', 'add action=j|ump'],
    ['open-router-faulty.rsc', 'add action=jump chain=forward connection-state=invalid jump-target=d|rop-it'],
    ['open-services-faulty.rsc', 'set a|llow-remote-requests'],
    ['weak-knocks-faulty.rsc', 'add action=accept chain=input dst-port=8291 protocol=tcp src-address-list=w|inbox'],
    ['wiki-9000-6000-clean.rsc', 'add action=add-src-to-address-list address-list="po|rt:9000'],
  ])('%s: %s', (file, line) => {
    check(readFileSync(new URL(`../../examples/${file}`, import.meta.url), 'utf8'), line);
  });

  const SCRIPT = `/interface list
add name=uplinks
/interface list member
add interface=ether1 list=uplinks
/system scheduler
add interval=1m name=tidy on-event="/ip firewall filter print; :log info done" start-time=startup
/system script
add name=guard source=":local count 0;\\r\\
    \\n:foreach i in=[/ip firewall address-list find list=guests] do={ :set count (\\$count + 1) }"
:global report do={
  :local total [:len [/ip firewall filter find where chain=input]]
  :if ($total > 0) do={ :put $total } else={ :error "none" }
}
/ip firewall address-list
remove [find list=guests]
:import file-name=other.rsc
`;
  test.each([
    'add interface=ether1 list=up|links',
    '/system sch|eduler',
    ':gl|obal',
    ':local total [:le|n',
    'filter find where ch|ain',
    'where chain=in|put',
    ':pu|t',
    ':er|ror',
    'rem|ove',
    ':imp|ort',
    'file-n|ame',
  ])('a script: %s', (line) => check(SCRIPT, line));
  // Without the rest of the line the string would have no end.
  test.each([
    'on-event="/ip fire|wall',
    'on-event="/ip firewall filter p|rint',
    ':log in|fo',
    'source=":lo|cal',
    ':fore|ach',
    'address-list fin|d list',
    'find list=gu|ests]',
    ':se|t count',
  ])('a script in a string: %s', (line) => check(SCRIPT, line, [false]));
});

function check(text: string, line: string, cutLines: readonly boolean[] = [false, true]): void {
  const bar = line.indexOf('|');
  const start = text.indexOf(line.replace('|', ''));
  expect(start, 'the line is in the text').toBeGreaterThanOrEqual(0);
  const letters = /[\w-]+$/.exec(line.slice(0, bar))?.[0].length ?? 0;
  const from = start + bar - letters;
  const typed = line.slice(bar - letters).replace('|', '');
  const [full = ''] = line.includes('"Sa|ve') ? ['Save Haven'] : (/^[\w:-]+/.exec(typed) ?? []);
  const word: Word = { kind: 'value', word: full, range: { start: from, end: from + full.length } };
  for (const cutLine of cutLines) {
    const place = placeInList(cut(text, word, letters, cutLine));
    expect(place, `${full} with${cutLine ? 'out' : ''} the rest of the line`).toBeGreaterThanOrEqual(0);
    expect(place, `${full} with${cutLine ? 'out' : ''} the rest of the line`).toBeLessThan(5);
  }
}
