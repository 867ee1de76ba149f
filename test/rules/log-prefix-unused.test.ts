import { specify } from '../support/ruleTester.ts';

specify('log-prefix-unused', {
  ipv6: true,
  good: [
    '/ip firewall filter\nadd chain=input action=log log-prefix=seen\n',
    '/ip firewall filter\nadd chain=input action=drop log=yes log-prefix=dropped\n',
    // Off on purpose, for now.
    '/ip firewall filter\nadd chain=input action=drop log=no log-prefix=dropped\n',
    '/ip firewall filter\nadd chain=input action=drop log-prefix=""\n',
    '/ip firewall filter\nadd chain=input action=drop\n',
    '/ip firewall filter\nadd chain=input action=drop disabled=yes log-prefix=dropped\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=drop log-prefix=one
                                    ^^^^^^^^^^^^^^
        add chain=input action=accept log=yes log-prefix=two
        add chain=forward action=drop log-prefix=three
        `,
      message: 'nothing is logged. Add log=yes, or remove it. So it is in 1 more rule.',
      related: ['4: so it is here'],
    },
    {
      script: `
        /ip firewall nat
        add chain=dstnat action=dst-nat log-prefix=web protocol=tcp dst-port=443 in-interface=ether1 to-addresses=192.168.88.10
                                        ^^^^^^^^^^^^^^
        `,
      message: 'Without log=yes this log-prefix has no effect',
    },
  ],
});
