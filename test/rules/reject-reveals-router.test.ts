import { specify } from '../support/ruleTester.ts';

specify('reject-reveals-router', {
  ipv6: true,
  good: [
    '/ip firewall filter add chain=input action=reject in-interface-list=LAN\n',
    '/ip firewall filter add chain=input action=reject in-interface-list=!WAN\n',
    '/ip firewall filter add chain=input action=reject\n',
    '/ip firewall filter add chain=forward action=reject in-interface-list=WAN\n',
    '/ip firewall filter add chain=input action=drop in-interface-list=WAN\n',
    '/ip firewall filter add chain=input action=reject in-interface-list=WAN disabled=yes\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=reject in-interface=pppoe-out1 protocol=tcp
                        ^^^^^^^^^^^^^
        `,
      message: 'This answers every scanner that somebody is there.',
      output: `
        - add chain=input action=reject in-interface=pppoe-out1 protocol=tcp
        + add chain=input action=drop in-interface=pppoe-out1 protocol=tcp`,
    },
    {
      // To drop with an answer is refused, so two arguments would have to change.
      script: `
        /ip firewall filter
        add chain=input action=reject reject-with=icmp-admin-prohibited in-interface-list=WAN
                        ^^^^^^^^^^^^^
        `,
      message: 'Drop what comes from the Internet.',
    },
  ],
});
