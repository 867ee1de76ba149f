import { specify } from '../support/ruleTester.ts';

const WHOLE = `# 2026-11-01 10:00:00 by RouterOS 7.20
/ip firewall filter
add action=drop chain=input
`;

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
    // A fragment may leave the rule to another file.
    '/ip firewall address-list\nadd list=bogons address=192.0.2.0/24\n/ip firewall filter\nadd chain=input action=drop\n',
    // A filter of routes asks for it.
    `${WHOLE}/ip firewall address-list\nadd list=own-networks address=192.0.2.0/24\n/routing filter rule\nadd chain=out rule="if (dst in own-networks) { accept }"\n`,
    // So does a script.
    `${WHOLE}/ip firewall address-list\nadd list=own-networks address=192.0.2.0/24\n/system script\nadd name=look source="/ip firewall address-list print where list=own-networks"\n`,
    // A file without any rule.
    '# 2026-11-01 10:00:00 by RouterOS 7.20\n/ip firewall address-list\nadd list=bogons address=192.0.2.0/24\n',
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
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall address-list
        add address=192.0.2.0/24 list=bogons
                                 ^^^^^^^^^^^
        add address=198.51.100.0/24 list=bogons
        add address=203.0.113.0/24 list=office
        /ip firewall filter
        add action=accept chain=input src-address-list=office
        add action=drop chain=input
        `,
      message: 'No rule asks for the list bogons, so its 2 entries are without effect',
    },
  ],
});
