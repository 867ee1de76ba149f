import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { Finding } from '../../server/src/diagnostics/finding.ts';
import { type Packet, parsePacket } from '../../server/src/packet/packet.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { seeded } from '../support/seeded.ts';

/** What holds for every rule; a rule cannot be registered without keeping it. */
describe.each(RULES.map((rule) => [rule.meta.id, rule] as const))('%s', (id, { meta }) => {
  const session = meta.session === undefined ? undefined : (parsePacket(meta.session) as Packet);
  const own = (text: string): readonly Finding[] =>
    analyse(text, { random: seeded(), session }).findings.filter(({ ruleId }) => ruleId === id);

  test('has an id in kebab case and sentences that end', () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    for (const text of [meta.summary, meta.why, meta.remedy]) expect(text.trim()).toMatch(/[.`]$/);
    expect(meta.sources.length).toBeGreaterThan(0);
  });

  test('flags its bad example once', () => {
    const { problems, failures } = analyse(meta.bad);
    expect(problems).toEqual([]);
    expect(failures).toEqual([]);
    expect(own(meta.bad)).toHaveLength(1);
  });

  test('does not flag its good example, and no other rule of error or warning does', () => {
    const { problems, findings } = analyse(meta.good);
    expect(problems).toEqual([]);
    expect(own(meta.good)).toEqual([]);
    const loud = findings.filter(
      ({ severity, ruleId }) => severity === 'error' || (severity === 'warning' && ruleId !== 'missing-blacklist'),
    );
    expect(loud.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  test('says what, why and what to do in at most three sentences, without a placeholder left', () => {
    for (const { message } of own(meta.bad)) {
      expect(message.split(/[.!?](?:\s|$)/).filter((part) => part !== '').length).toBeLessThanOrEqual(3);
      expect(message).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  test('points into the text', () => {
    for (const { range, related } of own(meta.bad)) {
      for (const place of [range, ...related.map((entry) => entry.range)]) {
        expect(place.start).toBeLessThan(place.end);
        expect(place.end).toBeLessThanOrEqual(meta.bad.length);
      }
    }
  });

  test('offers the fixes that it declares, and they work', () => {
    const fixes = own(meta.bad).flatMap((finding) => finding.fixes);
    if (meta.fix === 'none') expect(fixes).toEqual([]);
    else expect(fixes.length).toBeGreaterThan(0);
    for (const fix of fixes) {
      expect(fix.safe).toBe(meta.fix === 'safe');
      const fixed = applyEdits(meta.bad, fix.edits);
      expect(analyse(fixed).problems, fixed).toEqual([]);
      expect(own(fixed), fixed).toEqual([]);
      if (fix.safe) {
        const before = new Set(analyse(meta.bad).findings.map(({ ruleId }) => ruleId));
        expect(analyse(fixed).findings.filter(({ ruleId }) => !before.has(ruleId))).toEqual([]);
      }
    }
  });

  test('is silenced by a comment above the command', () => {
    const [finding] = own(meta.bad);
    const line = meta.bad.lastIndexOf('\n', (finding as Finding).range.start - 1) + 1;
    const silenced = `${meta.bad.slice(0, line)}# rosfw-ignore-next-line ${id} -- tested\n${meta.bad.slice(line)}`;
    expect(own(silenced)).toEqual([]);
  });

  test('keeps silent on an empty text and on prose', () => {
    for (const text of ['', '\n', 'This is no script.\nNothing in it is a command, really.\n']) {
      expect(own(text)).toEqual([]);
    }
  });
});

test('ids are unique', () => {
  expect(new Set(RULES.map(({ meta }) => meta.id)).size).toBe(RULES.length);
});

test('a rule that throws costs its own findings only', () => {
  const broken = {
    ...RULES[0]!,
    check: (): never => {
      throw new Error('broken');
    },
  };
  const { findings, failures } = analyse(RULES[7]!.meta.bad, { rules: [broken, ...RULES.slice(1)] });
  expect(failures.map(({ ruleId }) => ruleId)).toEqual([RULES[0]!.meta.id]);
  expect(findings.length).toBeGreaterThan(0);
});
