import { specify } from '../support/ruleTester.ts';

specify('cuts-off-session', {
  good: [
    // The session comes in on another service than the one that is dropped.
    `
    /ip firewall filter
    add chain=input action=drop protocol=tcp dst-port=22
    `,
    `
    /ip firewall filter
    add chain=input action=accept connection-state=established,related
    add chain=input action=accept in-interface=bridge
    add chain=input action=drop
    `,
    // The drop never holds while the accept is missing.
    `
    /ip firewall filter
    add chain=input action=drop disabled=yes comment=rest
    add chain=input action=accept src-address=192.168.88.0/24 place-before=0
    set [find comment=rest] disabled=no
    `,
    {
      session: 'tcp 192.0.2.7:50000 -> :22 in=ether1',
      script: `
      /ip firewall filter
      add chain=input action=drop in-interface=bridge
      `,
    },
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=drop in-interface=bridge
        ^^^
        add chain=input action=accept src-address=192.168.88.10 place-before=0
        `,
      message: 'is refused by the drop of line 2, while the file is still being applied',
      related: ['2: refuses it'],
    },
    {
      session: 'tcp 192.0.2.7:50000 -> :22 in=ether1',
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established
        add chain=input action=drop in-interface=ether1
        ^^^
        `,
      message: 'you cannot log in again',
      severity: 'warning',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept src-address=192.168.88.0/24 comment=lan
        add chain=input action=drop
        disable [find comment=lan]
        ^^^^^^^
        add chain=input action=accept protocol=icmp
        `,
      message: 'is refused by the drop of line 3',
      related: ['3: refuses it'],
    },
    {
      // What the router answers never leaves it.
      session: 'tcp 192.0.2.7:50000 -> :22 in=ether1',
      script: `
        /ip firewall filter
        add chain=input action=accept
        add chain=output action=accept protocol=udp
        add chain=output action=drop src-port=22 protocol=tcp
        ^^^
        `,
      message: 'From here on your session (tcp 192.0.2.7:50000 -> :22) is refused by the drop of line 4',
      related: ['4: refuses it'],
    },
  ],
});
