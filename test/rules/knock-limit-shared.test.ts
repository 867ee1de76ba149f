import { specify } from '../support/ruleTester.ts';

const knock = (first: string, second: string): string => `/ip firewall filter
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=in
add chain=input action=add-src-to-address-list address-list=in address-list-timeout=10m protocol=tcp dst-port=24431 src-address-list=one${second}
add chain=input action=add-src-to-address-list address-list=one address-list-timeout=20s protocol=tcp dst-port=41873${first}
add chain=input action=drop
`;

specify('knock-limit-shared', {
  differs: {
    conditional: ['same', 'Where it is there, it has the fault.'],
  },
  good: [
    knock('', ''),
    knock(' dst-limit=1,5,src-address', ''),
    // Beyond the limit.
    knock(' limit=!5,5:packet', ''),
    // No knock: it counts pings.
    '/ip firewall filter\nadd chain=input action=accept protocol=icmp limit=5,5:packet\nadd chain=input action=drop\n',
    // The gate is limited, not a stage.
    knock('', '').replace('src-address-list=in\n', 'src-address-list=in limit=5,5:packet\n'),
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=in
        add chain=input action=add-src-to-address-list address-list=in address-list-timeout=10m protocol=tcp dst-port=24431 src-address-list=one limit=1,1:packet
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=20s protocol=tcp dst-port=41873 limit=2/1m,5:packet
                                                                                                                             ^^^^^^^^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: 'no more than limit=2/1m,5:packet of all senders together',
      related: ['3: so does this'],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=in
        add chain=input action=add-src-to-address-list address-list=in address-list-timeout=10m protocol=tcp dst-port=24431 src-address-list=one limit=1,1:packet
                                                                                                                                                 ^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=20s protocol=tcp dst-port=41873
        add chain=input action=drop
        `,
      message: 'keeps you from knocking',
    },
  ],
});
