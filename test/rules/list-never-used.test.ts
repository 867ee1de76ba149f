import { specify } from '../support/ruleTester.ts';

specify('list-never-used', {
  ipv6: true,
  good: [
    // In a fragment the rule that asks may be elsewhere.
    '/ip firewall filter add chain=input action=add-src-to-address-list address-list=seen protocol=tcp dst-port=23\n',
    // Asked for by its destination, or negated.
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /ip firewall filter
    add action=add-dst-to-address-list address-list=visited chain=forward protocol=tcp
    add action=add-src-to-address-list address-list=ours chain=forward in-interface=bridge
    add action=drop chain=forward dst-address-list=visited src-address-list=!ours
    `,
    // A script or a task may look into any list.
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /ip firewall filter
    add action=add-src-to-address-list address-list=seen chain=input dst-port=23 protocol=tcp
    /system scheduler
    add interval=1d name=report on-event=report
    `,
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /ip firewall filter
    add action=add-src-to-address-list address-list=seen chain=input dst-port=23 protocol=tcp
    /system script
    add name=report source=":put 1"
    `,
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /ip firewall filter
    add action=add-src-to-address-list address-list=seen chain=input dst-port=23 protocol=tcp
    /ip firewall address-list
    print where list=seen
    `,
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /ip firewall filter
    add action=add-src-to-address-list address-list=seen chain=input disabled=yes dst-port=23 protocol=tcp
    `,
  ],
  bad: [
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=add-src-to-address-list address-list=telnet address-list-timeout=1d chain=input dst-port=23 protocol=tcp
                                           ^^^^^^^^^^^^^^^^^^^
        add action=add-src-to-address-list address-list=telnet address-list-timeout=1d chain=input dst-port=2323 protocol=tcp
        `,
      message:
        'No rule asks for the list telnet, so filling it changes nothing. Drop or accept its members, or remove the rule.',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=port-scanner address-list-timeout=1d protocol=tcp dst-port=23
                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=forward action=drop src-address-list="port scanner"
        /ip firewall address-list
        add list="port scanner" address=192.0.2.66
        `,
      message: 'Did you mean "port scanner"?',
      severity: 'warning',
      output: `
        - add chain=input action=add-src-to-address-list address-list=port-scanner address-list-timeout=1d protocol=tcp dst-port=23
        + add chain=input action=add-src-to-address-list address-list="port scanner" address-list-timeout=1d protocol=tcp dst-port=23`,
    },
  ],
});
