import { specify } from '../support/ruleTester.ts';

specify('unknown-interface-list', {
  ipv6: true,
  differs: {
    disabled: ['same', 'The name is wrong whether or not the rule is on, and shows when it is switched on.'],
  },
  good: [
    // Every router has these.
    `
    /interface list add name=alle
    /ip firewall filter
    add chain=input action=accept in-interface-list=all
    add chain=input action=accept in-interface-list=dynamic
    add chain=input action=accept in-interface-list=static
    add chain=input action=accept in-interface-list=none
    `,
    // A script may count on a list that is there already.
    `
    /interface list add name=Guests
    /ip firewall filter add chain=input action=drop in-interface-list=Servers
    `,
    ':global side\n/interface list add name=$side\n/ip firewall filter add chain=input action=drop in-interface-list=Servers\n',
    ':global side\n/interface list add name=Servers\n/ip firewall filter add chain=input action=drop in-interface-list=$side\n',
    '/interface list add name=ether\n/ip firewall filter add chain=input action=drop in-interface=ether1\n',
  ],
  bad: [
    {
      // A member, too, needs its list.
      script: `
        /interface list
        add name=Internet
        /interface list member
        add interface=ether1 list=Interent
                                  ^^^^^^^^
        /ip firewall filter
        add action=drop chain=input in-interface-list=Internet
        `,
      message:
        'Nothing defines the list of interfaces Interent, so RouterOS refuses the member. Did you mean Internet?',
      output: `
        - add interface=ether1 list=Interent
        + add interface=ether1 list=Internet`,
    },
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /interface list
        add name=Internet
        /ip firewall filter
        add action=drop chain=input in-interface-list=Servers
                                                      ^^^^^^^
        add action=drop chain=forward out-interface-list=Servers
        `,
      message: 'Nothing defines the list of interfaces Servers, so this never matches. Define it, or correct the name.',
      related: ['6: asks for it too'],
    },
    {
      script: `
        /interface list
        add name=Internet
        /ip firewall filter
        add chain=forward action=drop out-interface-list=Interent in-interface-list=!Interent
                                                         ^^^^^^^^
        `,
      message: 'Did you mean Internet?',
      related: ['4: asks for it too'],
      output: `
        - add chain=forward action=drop out-interface-list=Interent in-interface-list=!Interent
        + add chain=forward action=drop out-interface-list=Internet in-interface-list=!Internet`,
    },
  ],
});
