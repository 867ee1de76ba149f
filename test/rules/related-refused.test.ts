import { specify } from '../support/ruleTester.ts';

specify('related-refused', {
  ipv6: true,
  good: [
    // In a rule of its own.
    '/ip firewall filter\nadd chain=input action=accept connection-state=established\nadd chain=input action=accept connection-state=related\nadd chain=input action=drop\n',
    // Nothing refuses the rest.
    '/ip firewall filter\nadd chain=input action=accept connection-state=established\nadd chain=input action=drop connection-state=invalid\n',
    // By all states but one.
    '/ip firewall filter\nadd chain=input action=accept connection-state=!invalid,new\nadd chain=input action=drop\n',
    // Only what is new is refused.
    '/ip firewall filter\nadd chain=forward action=accept connection-state=established\nadd chain=forward action=drop connection-state=new,invalid\n',
    // One service, no accept of running sessions.
    '/ip firewall filter\nadd chain=input action=accept connection-state=established protocol=tcp src-port=443\nadd chain=input action=drop\n',
    // Guests may miss it.
    '/ip firewall filter\nadd chain=forward action=accept connection-state=established\nadd chain=forward action=drop in-interface=bridge-guest\n',
    // It is disabled.
    '/ip firewall filter\nadd chain=input action=accept connection-state=established disabled=yes\nadd chain=input action=drop\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=forward action=accept connection-state=established
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=forward action=accept in-interface=bridge
        add chain=forward action=drop
        `,
      message: 'such as ICMP errors, is refused: icmp 198.51.100.7 -> 192.168.88.199 state=related',
      related: ['4: refuses it'],
      output: `
        - add chain=forward action=accept connection-state=established
        + add chain=forward action=accept connection-state=established,related`,
    },
    {
      // ICMP is accepted, and other related packets are not.
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,untracked
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=icmp
        add chain=input action=drop in-interface=ether1-wan
        `,
      message: 'tcp 198.51.100.7:40000 -> :50007 state=related from ether1-wan',
      output: `
        - add chain=input action=accept connection-state=established,untracked
        + add chain=input action=accept connection-state=established,untracked,related`,
    },
    {
      // Which side is the outside, the file does not say.
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=drop in-interface=ether7
        `,
      message: 'from ether7',
      severity: 'information',
      output: `
        - add chain=input action=accept connection-state=established
        + add chain=input action=accept connection-state=established,related`,
    },
  ],
});
