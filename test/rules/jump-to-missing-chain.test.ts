import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { jumpToMissingChain } from '../../server/src/rules/jump-to-missing-chain.ts';
import { specify } from '../support/ruleTester.ts';

specify('jump-to-missing-chain', {
  ipv6: true,
  good: [
    // Only a jump asks for the chain.
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /ip firewall filter
    add action=drop chain=input jump-target=guests
    `,
    // The chain may stand in another file.
    `
    /ip firewall filter
    add chain=input action=jump jump-target=guests
    add chain=checks action=drop
    `,
    // Whose names differ in a number only are two chains.
    `
    /ip firewall filter
    add chain=input action=jump jump-target=customer-2
    add chain=customer-1 action=drop
    add chain=input action=jump jump-target=customer-1
    `,
    // The router makes it.
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /ip firewall filter
    add action=jump chain=input jump-target=hs-input
    `,
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /ip firewall filter
    add action=jump chain=input disabled=yes jump-target=guests
    `,
    // A filter of PPP names it.
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /ppp profile
    add incoming-filter=staff name=staff
    /ip firewall filter
    add action=jump chain=forward jump-target=staff
    `,
    `
    /ip firewall filter
    add chain=forward action=jump jump-target=input
    `,
    // Names of parts: both are jumped to, or they differ in the first or the last part, or in two.
    `
    /ip firewall filter
    add chain=input action=jump jump-target="$id:input:lan:api"
    add chain=input action=jump jump-target="$id:input:api"
    add chain="$id:input:api" action=accept
    `,
    `
    /ip firewall filter
    add chain=input action=jump jump-target="$id:input:lan"
    add chain=input action=jump jump-target=main:input:api
    add chain="$id:input:wan" action=accept
    add chain=input:api action=accept
    add chain=main:input:api:log action=accept
    `,
    `
    /ip firewall filter
    add chain=input action=jump jump-target="$id:input:lan:old:api"
    add chain="$id:input:api" action=accept
    add chain=forward action=jump jump-target="$id:lan"
    add chain="$id:new:lan" action=accept
    `,
    // Two chains may be meant, or the chain is off.
    `
    /ip firewall filter
    add chain=input action=jump jump-target="$id:input:lan:api"
    add chain="$id:input:api" action=accept
    add chain="$id:lan:api" action=accept
    add chain=forward action=jump jump-target="$id:forward:lan:web"
    add chain="$id:forward:web" action=accept disabled=yes
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target="$id:input:lan:api"
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=forward action=jump jump-target="$id:input:lan:api"
        add chain="$id:input:api" action=accept
        `,
      message: 'No chain of this file is called "$id:input:lan:api", and nothing jumps to "$id:input:api"',
      severity: 'information',
      confidence: 'medium',
      related: ['4: the chain to which nothing jumps', '3: jumps to it too'],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=input:guest
        add chain=input:new:guest action=accept
        add chain=output action=jump jump-target=output:main:guest
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=output:main:new:guest action=accept
        `,
      message: 'nothing jumps to output:main:new:guest',
      severity: 'information',
      confidence: 'medium',
    },
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=jump chain=input jump-target=guests in-interface=bridge-guests
                                    ^^^^^^^^^^^^^^^^^^
        add action=jump chain=forward jump-target=guests
        `,
      message: 'The chain guests has no rules, so this jump does nothing. Write them, or remove the jump.',
      severity: 'warning',
      confidence: 'certain',
      related: ['5 jump-target=guests: jumps to it too'],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=port-scna
                                    ^^^^^^^^^^^^^^^^^^^^^
        add chain=forward action=jump jump-target=port-scna
        add chain=port-scan action=drop
        `,
      message: 'Did you mean port-scan?',
      related: ['3: jumps to it too'],
      output: `
        - add chain=input action=jump jump-target=port-scna
        - add chain=forward action=jump jump-target=port-scna
        + add chain=input action=jump jump-target=port-scan
        + add chain=forward action=jump jump-target=port-scan`,
    },
  ],
});

test('of thousands of chains only some are compared with what may be meant', () => {
  const count = 1_500;
  const rules = Array.from(
    { length: count },
    (_, at) => `add chain=input action=jump jump-target=in:p${at}:apix\nadd chain=in:p${at}:api action=drop\n`,
  ).join('');
  const { findings } = analyse(`/ip firewall filter\n${rules}`, { rules: [jumpToMissingChain] });
  const places = findings.reduce((sum, { related }) => sum + 1 + related.length, 0);
  expect(places).toBeGreaterThan(0);
  expect(places).toBeLessThan(count / 10);
});
