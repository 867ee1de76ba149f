import { specify } from '../support/ruleTester.ts';

specify('log-flood', {
  ipv6: true,
  good: [
    '/ip firewall filter add chain=input action=drop log=yes limit=1,5:packet\n',
    '/ip firewall filter add chain=input action=drop log=yes dst-limit=1,5,src-address\n',
    '/ip firewall filter add chain=input action=drop log=yes nth=100,1\n',
    '/ip firewall filter add chain=input action=drop log=yes random=1\n',
    '/ip firewall filter add chain=input action=drop log=no\n',
    '/ip firewall filter add chain=input action=drop\n',
    // What few packets match.
    '/ip firewall filter add chain=input action=drop log=yes protocol=tcp dst-port=23\n',
    '/ip firewall filter add chain=input action=drop log=yes src-address=192.0.2.0/24\n',
    '/ip firewall filter add chain=input action=drop log=yes src-address-list=bots\n',
    '/ip firewall filter add chain=input action=drop log=yes connection-state=invalid\n',
    '/ip firewall filter add chain=output action=drop log=yes\n',
    // It refuses nothing.
    '/ip firewall filter add chain=input action=accept log=yes in-interface=ether1\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=forward action=reject log=yes connection-state=new in-interface=ether1
                                        ^^^^^^^
        `,
      message: 'a scan fills the log',
    },
    {
      script: `
        /ip firewall raw
        add chain=prerouting action=drop protocol=udp log=true
                                                      ^^^^^^^^
        `,
      message: 'Log above it, with a limit.',
    },
  ],
});
