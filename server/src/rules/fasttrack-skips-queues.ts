import { forEachCommand } from '../binding/boundScript.ts';
import { otherCommands } from '../binding/listEntries.ts';
import { matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { constantText } from '../syntax/ast.ts';
import type { TextRange } from '../text/range.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** Queues that fast-tracked packets never see. */
export const fasttrackSkipsQueues: Rule = {
  meta: {
    id: 'fasttrack-skips-queues',
    summary: 'Fast-tracked connections go by the queues of the file.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'Fast-tracked packets skip simple queues and queue trees with `parent=global`, as well as mangle and filter rules. A limit that somebody set then holds for the first packets of a connection only.',
    remedy:
      'Leave the connections that are to be limited out of fasttrack, by a connection mark or by their addresses, or do without it.',
    bad: `/queue simple
add name=guests max-limit=10M/10M target=192.168.20.0/24
/ip firewall filter
add chain=forward action=fasttrack-connection connection-state=established,related
add chain=forward action=accept connection-state=established,related
`,
    good: `/queue simple
add name=guests max-limit=10M/10M target=192.168.20.0/24
/ip firewall filter
add chain=forward action=fasttrack-connection connection-state=established,related connection-mark=no-mark
add chain=forward action=accept connection-state=established,related
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, FastTrack.', 'RouterOS manual, Queues.'],
  },

  *check({ script, firewall }) {
    let queue: TextRange | undefined;
    forEachCommand(otherCommands(script), ({ menu, name, arguments: given, nameRange }) => {
      if (queue !== undefined || name !== 'add' || menu === undefined) return;
      const text = (wanted: string): string | undefined =>
        constantText(given.find((argument) => argument.name === wanted)?.value);
      if (text('disabled') === 'yes') return;
      if (menu.path === '/queue/simple' || (menu.path === '/queue/tree' && text('parent') === 'global'))
        queue = nameRange;
    });
    if (queue === undefined) return;
    for (const rule of firewall.rules) {
      if (rule.action !== 'fasttrack-connection' || !rule.enabled || rule.item.assumed) continue;
      if (!rule.matchers.every(({ name }) => name === 'connection-state')) continue;
      if (matcher(rule, 'connection-mark') !== undefined) continue;
      yield {
        message: phrase`What is fast-tracked goes by the queues of this file, so their limits do not hold. Leave out what they are for.`,
        range: rangeOf(rule, 'action'),
        related: [{ message: phrase`a queue that it goes by`, range: queue }],
      };
      return;
    }
  },
};
