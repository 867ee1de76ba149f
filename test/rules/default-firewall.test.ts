import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { Assumption } from '../../server/src/execution/assumption.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { corpusFiles } from '../support/corpus.ts';

const MENU = '/ip firewall filter\n';
const VPN = 'add chain=input action=accept in-interface-list=WAN protocol=udp dst-port=13231';

function findings(script: string, assume?: Assumption) {
  return analyse(script, { assume }).findings.filter(({ severity }) => severity !== 'hint');
}

describe('the default firewall', () => {
  test('has no finding of its own', () => expect(findings('', 'defconf')).toEqual([]));

  test('takes what an accept below it waits for, and is named', () => {
    const script = `${MENU}${VPN}`;
    expect(findings(script)).toEqual([]);
    const [finding, ...others] = findings(script, 'defconf');
    expect(others).toEqual([]);
    expect(finding?.message).toMatch(
      /^Never reached: the default rule "defconf: drop all not coming from LAN" already drops .* Move it above the default rule "defconf: drop all not coming from LAN"\.$/,
    );
    expect(finding?.related).toEqual([]);
    const fixed = applyEdits(script, finding?.fixes[0]?.edits ?? []);
    expect(fixed).toBe(`${script} place-before=[find chain=input comment="defconf: drop all not coming from LAN"]`);
    expect(findings(fixed)).toEqual([]);
  });

  test('fills its own lists and says nothing of others', () => {
    const menu = '/ipv6 firewall filter\nadd chain=input action=drop src-address-list=';
    expect(findings(`${menu}bad_ipv6`, 'defconf')).toEqual([]);
    expect(findings(`${menu}elsewhere`, 'defconf')).toEqual([]);
  });

  test('stands below what a file puts above it', () =>
    expect(findings(`${MENU}${VPN} place-before=[find comment~"not coming from LAN"]`, 'defconf')).toEqual([]));

  test('is spoken of where the file disables it', () => {
    const script = `${MENU}disable [find comment="defconf: drop all not coming from LAN"]`;
    const [finding] = findings(script);
    expect(finding?.ruleId).toBe('disabled-security-rule');
    expect(script.slice(finding?.range.start, finding?.range.end)).toBe('disable');
  });

  test('no finding points at nothing', () => {
    for (const { name: file, text } of corpusFiles) {
      const analysis = analyse(text, { assume: 'defconf' });
      expect(analysis.failures, file).toEqual([]);
      for (const { range, related, fixes } of analysis.findings) {
        for (const place of [range, ...related.map((entry) => entry.range)])
          expect(place.start, file).toBeLessThan(place.end);
        for (const { edits } of fixes) for (const edit of edits) expect(edit.range.end, file).toBeGreaterThan(0);
      }
    }
  });
});
