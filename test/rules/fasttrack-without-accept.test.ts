import { specify } from '../support/ruleTester.ts';

specify('fasttrack-without-accept', {
  ipv6: true,
  good: [
    // Nothing below refuses what falls through.
    `
    /ip firewall filter
    add chain=forward action=fasttrack-connection connection-state=established,related
    add chain=forward action=accept in-interface=bridge
    `,
    `
    /ip firewall filter
    add chain=forward action=fasttrack-connection connection-state=established,related
    add chain=forward action=accept connection-state=!new
    add chain=forward action=drop
    `,
    // An accept of everything takes them, too.
    `
    /ip firewall filter
    add chain=forward action=fasttrack-connection connection-state=established,related
    add chain=forward action=accept
    add chain=forward action=drop
    `,
    // The accept may stand behind the jump.
    `
    /ip firewall filter
    add chain=forward action=fasttrack-connection connection-state=established,related
    add chain=forward action=jump jump-target=sessions
    add chain=forward action=drop
    add chain=sessions action=accept connection-state=established,related
    `,
    // Where the accept is put beside a rule of the router, its place is not known.
    `
    /ip firewall filter
    add chain=forward action=fasttrack-connection connection-state=established,related
    add chain=forward action=drop
    add chain=forward action=accept connection-state=established,related place-before=[find comment="the old one"]
    `,
    // A drop that asks for more than the side takes few of them.
    `
    /ip firewall filter
    add chain=forward action=fasttrack-connection connection-state=established,related
    add chain=forward action=drop connection-state=invalid
    `,
    `
    /ip firewall filter
    add chain=forward action=fasttrack-connection connection-state=established,related disabled=yes
    add chain=forward action=drop
    `,
  ],
  bad: [
    {
      // What only writes a line lets nothing in.
      script: `
        /ip firewall filter
        add chain=forward action=fasttrack-connection connection-state=established,related
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=forward action=log connection-state=established,related
        add chain=forward action=passthrough
        add chain=forward action=accept connection-state=!established
        add chain=forward action=drop
        `,
      message: 'No accept for established and related connections follows',
      output: `
        + add action=accept chain=forward connection-state=established,related,untracked`,
    },
    {
      script: `
        /ip firewall filter
        add chain=forward action=fasttrack-connection connection-state=established,related
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=forward action=accept connection-state=new in-interface=bridge
        add chain=forward action=drop in-interface=ether1
        add chain=forward action=accept connection-state=established,related
        `,
      message: 'Add it right below.',
      output: `
        + add action=accept chain=forward connection-state=established,related,untracked`,
    },
    {
      script: `
        /ip firewall filter
        add chain=forward action=fasttrack-connection connection-state=established
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=forward action=accept connection-state=established disabled=yes
        add chain=forward action=reject out-interface=ether1
        add chain=forward action=jump jump-target=more
        add chain=more action=accept
        `,
      message: 'are dropped',
      output: `
        + add action=accept chain=forward connection-state=established,related,untracked`,
    },
  ],
});
