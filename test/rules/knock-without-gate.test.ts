import { specify } from '../support/ruleTester.ts';

specify('knock-without-gate', {
  ipv6: true,
  good: [
    // A drop that spares the list is a gate, too.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=drop src-address-list=!two
    `,
    // The gate asks for a misspelt list: list-never-filled says it.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=knocked address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=knoked
    add chain=input action=drop
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list="door one" address-list-timeout=10s protocol=tcp dst-port=41873
        add chain=input action=add-src-to-address-list address-list="door two" address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list="door one"
                                                       ^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: 'no rule lets the sources of the list "door two" in. Add an accept for it.',
      output: `
        + add action=accept chain=input comment="knock: let in" dst-port=22,8291 protocol=tcp src-address-list="door two"`,
    },
    {
      // In raw nothing is let in for good, so where the accept belongs is for a person to say.
      script: `
        /ip firewall raw
        add chain=prerouting action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=41873
        add chain=prerouting action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=udp dst-port=23951 src-address-list=one
                                                            ^^^^^^^^^^^^^^^^
        `,
      message: 'This knock leads nowhere: no rule lets the sources of the list "two" in.',
    },
  ],
});
