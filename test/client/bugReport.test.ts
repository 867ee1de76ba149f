import { expect, test } from 'vitest';
import { type BugFacts, bugReport } from '../../client/src/bugReport/bugReport.ts';

const FACTS: BugFacts = {
  ...{ version: '0.1.0', editor: 'Visual Studio Code 1.105.0', host: 'desktop', platform: 'desktop', language: 'de' },
  ...{ server: 'Running', settings: [], scripts: [] },
};

test('a report of an editor without scripts', () => {
  const report = bugReport(FACTS);
  expect(report).toContain(
    '- RouterOS Firewall 0.1.0\n- Visual Studio Code 1.105.0 (desktop, desktop), de\n- language server: Running\n',
  );
  expect(report).toContain('## Settings\n\nAs they come.\n');
  expect(report).toContain('## Open scripts\n\nNone.\n');
});

test('scripts are counted, not shown', () => {
  const scripts = [{ lines: 12, scheme: 'file', problems: ['duplicate-rule', 'unreachable-rule', 'duplicate-rule'] }];
  expect(bugReport({ ...FACTS, scripts })).toContain('- 12 lines (file): duplicate-rule 2, unreachable-rule 1\n');
});

test('settings that may tell of a network are only named', () => {
  const settings = [
    { name: 'routerosFirewall.persona', value: 'auditor' },
    { name: 'routerosFirewall.session', value: 'tcp 192.0.2.77 -> :8291' },
    { name: 'routerosFirewall.ofTomorrow', value: 'secret' },
  ];
  const report = bugReport({ ...FACTS, settings });
  expect(report).toContain('- `routerosFirewall.persona`: "auditor"\n- `routerosFirewall.session`: set\n');
  expect(report).not.toMatch(/192\.0\.2\.77|secret"/);
});
