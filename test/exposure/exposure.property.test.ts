import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { judgeExpectation } from '../../server/src/expectation/judgeExpectation.ts';
import { exposureOf, trafficText } from '../../server/src/exposure/exposureOf.ts';
import { isRefusal } from '../../server/src/firewall/firewall.ts';
import { Possibilities } from '../../server/src/firewall/possibilities.ts';
import { semanticDiff } from '../../server/src/firewall/semanticDiff.ts';
import { parsePacket } from '../../server/src/packet/packet.ts';
import { edited, type RandomFirewall, randomFirewall, told } from '../support/randomFirewalls.ts';
import { forSets } from '../support/randomSets.ts';

interface Asked {
  readonly before: RandomFirewall;
  readonly after: RandomFirewall;
}

/** A class says that its source is on no list, also where the file leaves that open. */
const ON_NO_LIST = (_: unknown, { name }: { readonly name: string }): boolean | undefined =>
  name === 'src-address-list' ? false : undefined;

/** An interface that the file does not name is on none of its lists. */
const ON_NO_LIST_ELSEWHERE = (_: unknown, { name }: { readonly name: string }): boolean | undefined =>
  name === 'src-address-list' || name === 'in-interface-list' ? false : undefined;

/**
 * A cell says of its traffic what an expectation says of it, its packets meet in `trace` what it claims, and of two
 * versions that `diff` finds equal no cell differs.
 */
test('exposure, trace, diff and expectations never disagree', () => {
  const seen = { accepted: 0, refused: 0, some: 0, unknown: 0, packets: 0, equal: 0, depends: 0 };
  forSets<Asked>('exposure', {
    draw: (random) => {
      const before = randomFirewall(random);
      return { before, after: edited(before, random) };
    },
    check: ({ before, after }) => {
      const [old, now] = [before, after].map((one) => analyse(told(one), { rules: [] }));
      if (old === undefined || now === undefined) return;
      const [was, is] = [old, now].map(exposureOf);
      const networks = new Set(is?.targets.filter(({ kind }) => kind === 'network').map(({ id }) => id));
      for (const cell of is?.cells ?? []) {
        seen[cell.filter]++;
        if (cell.state === 'depends') seen.depends++;
        const traffic = trafficText(
          cell.from,
          is?.targets.find(({ id }) => id === cell.to)?.traffic ?? '',
          cell.family,
        );
        const status = (fate: string): string => judgeExpectation(`${traffic} => ${fate}`, now).status;
        const isSure = cell.hangsOn.every((name) => /^\/(?!ip(?:v6)?\/firewall)/.test(name));
        // Of a network the address of the router is left out, which an expectation has.
        if (networks.has(cell.to)) continue;
        if (cell.filter === 'accepted') expect(status('refused'), traffic).not.toBe('held');
        if (cell.filter === 'refused') expect(status('accepted'), traffic).not.toBe('held');
        if (cell.filter === 'accepted' && isSure) expect(status('accepted'), traffic).toBe('held');
        if (cell.filter === 'refused' && isSure) expect(status('refused'), traffic).toBe('held');
        if (cell.filter === 'some') {
          expect([status('accepted'), status('refused')], traffic).not.toContain('held');
        }
        // Whose lists a knock has filled is not drawn here.
        const packets = cell.from.includes(' after knock ') ? [] : cell.packets;
        for (const [at, text] of packets.entries()) {
          const packet = parsePacket(text);
          if ('fault' in packet) throw new Error(packet.fault);
          const isNamed = packet.inInterface === undefined || now.text.includes(packet.inInterface);
          const suppose = isNamed ? ON_NO_LIST : ON_NO_LIST_ELSEWHERE;
          const { trace, certain } = new Possibilities(now.firewall, suppose).send(packet);
          seen.packets++;
          expect(certain, `${traffic}: ${text}`).toBe(true);
          // Of the two that `some` asks for, one may be a packet that no trace can name.
          if (cell.filter === 'some' && packets.length < 2) continue;
          const isAdmitted = cell.filter === 'some' ? at === 0 : cell.filter === 'accepted';
          expect(isRefusal(trace.verdict), `${traffic}: ${text}`).toBe(!isAdmitted);
        }
      }
      const diff = semanticDiff(old.firewall, now.firewall);
      if (diff.changes.length + diff.unknown.length + diff.undecided.length > 0) return;
      seen.equal++;
      const filters = (cells: typeof is): string[] =>
        (cells?.cells ?? [])
          .filter(({ from }) => from === 'elsewhere' || from === 'internet')
          .map(({ to, filter }) => `${to} ${filter}`);
      const [a, b] = [filters(was), filters(is)];
      // Rows and columns come and go with what the rules ask for.
      for (const one of a) if (b.some((other) => other.startsWith(one.replace(/ \w+$/, ' ')))) expect(b).toContain(one);
    },
    smaller: function* ({ before, after }) {
      for (let at = 0; at < after.rules.length; at++) {
        yield { before, after: { ...after, rules: after.rules.toSpliced(at, 1) } };
      }
    },
  });
  console.info(seen);
  expect(Math.min(seen.accepted, seen.refused, seen.some, seen.packets)).toBeGreaterThan(50);
});
