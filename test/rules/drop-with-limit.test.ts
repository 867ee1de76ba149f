import { specify } from '../support/ruleTester.ts';

specify('drop-with-limit', {
  ipv6: true,
  differs: {
    conditional: ['same', 'Where it is there, it has the fault.'],
  },
  good: [
    // The rest is dropped below, and the limit keeps the log short.
    '/ip firewall filter\nadd chain=input action=drop protocol=tcp dst-port=22 limit=3,5:packet log=yes\nadd chain=input action=accept protocol=tcp dst-port=443\nadd chain=input action=drop\n',
    '/ip firewall filter\nadd chain=input action=reject protocol=tcp limit=5,5:packet\nadd chain=input action=drop protocol=tcp\n',
    // Beyond the limit.
    '/ip firewall filter\nadd chain=input action=drop protocol=icmp limit=!10,5:packet\n',
    // Who has many connections is no matter of a rate.
    '/ip firewall filter\nadd chain=input action=drop protocol=tcp connection-limit=50,32\n',
    '/ip firewall filter\nadd chain=input action=accept protocol=icmp limit=10,5:packet\nadd chain=input action=drop protocol=icmp\n',
    // By way of a jump.
    '/ip firewall filter\nadd chain=input action=jump jump-target=deny protocol=udp\nadd chain=deny action=drop limit=1,5:packet log=yes\nadd chain=deny action=drop\n',
    // Who is listed for the rate is watched, not refused.
    '/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=seen protocol=icmp limit=5,5:packet\n',
    // Beyond the limit, or with none.
    '/ip firewall filter\nadd chain=input action=drop src-address-list=bad\nadd chain=input action=add-src-to-address-list address-list=bad protocol=icmp limit=!5,5:packet\n',
    '/ip firewall filter\nadd chain=input action=drop src-address-list=bad\nadd chain=input action=add-src-to-address-list address-list=bad protocol=tcp psd=21,3s,3,1\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=drop in-interface-list=!LAN limit=5,5:packet log=yes
                                                           ^^^^^^^^^^^^^^^^
        `,
      message: 'This drop matches no more than limit=5,5:packet allows, so a flood beyond that goes on',
    },
    {
      // What is left over is accepted before it is dropped.
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=flood limit=5,5:packet
                                                           ^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=443
        add chain=input action=drop
        `,
      message: 'goes on to the rules below',
    },
    {
      script: `
        /ip firewall filter
        add chain=forward action=drop connection-state=new dst-limit=30,30,dst-address
                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'no more than dst-limit=30,30,dst-address allows',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=bad
        add chain=input action=add-src-to-address-list address-list=bad address-list-timeout=1d protocol=tcp dst-port=8291 connection-state=new dst-limit=5/1m,5,src-address
                                                                                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=8291
        `,
      message:
        'This bans who keeps within dst-limit=5/1m,5,src-address, from the first packet on, and not who exceeds it.',
      severity: 'information',
      related: ['2: refuses who is on the list'],
    },
  ],
});
