import { specify } from '../support/ruleTester.ts';

specify('protocol-number-like-port', {
  ipv6: true,
  good: [
    // Numbers of protocols that one meets.
    '/ip firewall filter\nadd action=accept chain=input protocol=47\nadd action=accept chain=input protocol=50\n',
    '/ip firewall filter\nadd action=accept chain=input protocol=89\nadd action=accept chain=input protocol=6 dst-port=22\n',
    '/ip firewall filter\nadd action=drop chain=input protocol=xns-idp\n',
    // No service has that port.
    '/ip firewall filter\nadd action=drop chain=input protocol=99\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add action=accept chain=input protocol=53 src-address=192.0.2.0/24
                                      ^^^^^^^^^^^
        `,
      message: 'is the IP protocol 53, not port 53',
      output: [
        '- add action=accept chain=input protocol=53 src-address=192.0.2.0/24\n+ add action=accept chain=input protocol=tcp dst-port=53 src-address=192.0.2.0/24',
        '- add action=accept chain=input protocol=53 src-address=192.0.2.0/24\n+ add action=accept chain=input protocol=udp dst-port=53 src-address=192.0.2.0/24',
      ],
    },
    {
      script: `
        /ip firewall filter
        add action=accept chain=input protocol=22
                                      ^^^^^^^^^^^
        add action=drop chain=forward protocol=80
                                      ^^^^^^^^^^^
        `,
      message: ['(xns-idp), not port 22', 'not port 80'],
      output: [
        '- add action=accept chain=input protocol=22\n+ add action=accept chain=input protocol=tcp dst-port=22',
        '- add action=drop chain=forward protocol=80\n+ add action=drop chain=forward protocol=tcp dst-port=80',
      ],
    },
  ],
});
