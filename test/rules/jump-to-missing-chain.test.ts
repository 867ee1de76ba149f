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
  ],
  bad: [
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
