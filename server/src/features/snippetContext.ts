import { textOf } from '../execution/configuration.ts';
import { type Firewall, type FirewallRule, isRefusal, listsInUse, matcher } from '../firewall/firewall.ts';
import { looksInside, looksOutside } from '../firewall/uplinks.ts';
import type { Analysis } from '../rules/rule.ts';
import type { PresentRules, Side, SnippetContext } from './snippets.ts';

/** What snippets go by in a file: its names, its knocks, and the interface lists of its sides. */
export function snippetContext({ firewall, configuration, knocks }: Analysis): SnippetContext {
  const ports = new Set(knocks.flatMap(({ stages }) => stages.map(({ port }) => Number(port))));
  const patterns = configuration.menus.get('/ip/firewall/layer7-protocol') ?? [];
  const taken = new Set([...listsInUse(firewall), ...patterns.flatMap((item) => textOf(item, 'name') ?? [])]);
  for (const key of firewall.addressLists.keys()) taken.add(key.slice(key.indexOf(' ') + 1));
  const asked = firewall.rules.flatMap(({ matchers }) =>
    matchers.filter(({ name }) => name.endsWith('-interface-list')).map(({ text }) => text),
  );
  const lists = [...new Set([...firewall.interfaceLists.keys(), ...asked])].filter((name) => PLAIN.test(name));
  const side = (usual: string, looks: (name: string) => boolean): string | undefined =>
    lists.includes(usual) ? usual : lists.find(looks);
  const wan = side('WAN', (name) => looksOutside(name) && !looksInside(name));
  const lan = side('LAN', (name) => looksInside(name) && !looksOutside(name));
  const grant = knocks.map(({ grant: { list } }) => list).find((list) => PLAIN.test(list));
  return {
    knockPorts: [...ports].filter((port) => Number.isInteger(port)),
    taken,
    ...(wan !== undefined && { wan }),
    ...(lan !== undefined && { lan }),
    ...(grant !== undefined && { grant }),
    present: { input: presentIn(firewall, 'input'), forward: presentIn(firewall, 'forward') },
  };
}

function presentIn(firewall: Firewall, chain: Side): PresentRules {
  const rules = firewall.rules.filter(
    (rule) => rule.family === 'ip' && rule.table === 'filter' && rule.chain === chain && rule.enabled,
  );
  const ofState = (state: string) => (rule: FirewallRule) =>
    rule.matchers.length === 1 && (matcher(rule, 'connection-state')?.text.split(',') ?? []).includes(state);
  return {
    replies: rules.some((rule) => rule.action === 'accept' && ofState('established')(rule)),
    invalid: rules.some((rule) => isRefusal(rule.action) && ofState('invalid')(rule)),
    rest: rules.some(
      (rule) => isRefusal(rule.action) && rule.matchers.every(({ name }) => name.startsWith('in-interface')),
    ),
  };
}

/** What needs no quotes, nor an escape in a snippet. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
