import { specify } from '../support/ruleTester.ts';

specify('log-without-prefix', {
  ipv6: true,
  good: [
    '/ip firewall filter add chain=input action=log log-prefix=input\n',
    '/ip firewall filter add chain=input action=drop log=no\n',
    '/ip firewall filter add chain=input action=drop\n',
    '/ip firewall filter add chain=input action=drop log=yes disabled=yes\n',
    '/ip firewall filter add chain=input action=log disabled=yes\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=forward action=log connection-state=invalid
                          ^^^^^^^^^^
        `,
      message: 'Add log-prefix.',
    },
    {
      script: `
        /ip firewall nat
        add chain=dstnat action=dst-nat in-interface=ether1 protocol=tcp dst-port=443 to-addresses=192.0.2.10 log=true log-prefix=""
                                                                                                              ^^^^^^^^
        `,
      message: 'The log will not say that this rule wrote the line.',
    },
  ],
});
