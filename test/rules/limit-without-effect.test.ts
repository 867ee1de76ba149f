import { specify } from '../support/ruleTester.ts';

const whole = (rules: string): string => `# 2026-11-01 10:00:00 by RouterOS 7.20
/ip firewall filter
add action=accept chain=input connection-state=established,related
${rules}
`;

specify('limit-without-effect', {
  ipv6: true,
  good: [
    '/ip firewall filter\nadd chain=input action=jump jump-target=ping protocol=icmp\nadd chain=ping action=return limit=5,5:packet\nadd chain=ping action=drop\n',
    // What follows remembers who sends too much.
    '/ip firewall filter\nadd chain=input action=jump jump-target=ddos\nadd chain=ddos action=return dst-limit=32,32,src-address/10s\nadd chain=ddos action=add-src-to-address-list address-list=attackers address-list-timeout=10m\n',
    // It changes nothing, and promises nothing.
    '/ip firewall filter\nadd chain=input action=jump jump-target=last\nadd chain=last action=accept protocol=icmp\nadd chain=last action=return\n',
    whole('add action=accept chain=input protocol=icmp limit=10,5:packet\nadd action=drop chain=input'),
    whole('add action=accept chain=input protocol=icmp limit=10,5:packet\nadd action=drop chain=input protocol=icmp'),
    // A fragment may leave the drop to another file.
    '/ip firewall filter\nadd chain=input action=accept protocol=icmp limit=10,5:packet\n',
    // A mark that is set for some.
    '/ip firewall mangle\nadd chain=prerouting action=mark-packet new-packet-mark=few limit=10,5:packet\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=general
        add chain=general action=drop src-address-list=banned
        add chain=general action=return connection-state=new limit=150,20:packet
                                                             ^^^^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=22
        `,
      message: 'Nothing follows this return in the chain general, so what exceeds limit=150,20:packet returns as well',
    },
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=accept chain=input limit=10,5:packet protocol=icmp
                                      ^^^^^^^^^^^^^^^^^
        add action=drop chain=input protocol=tcp
        add action=drop chain=input protocol=udp
        `,
      message: 'No rule below refuses what exceeds limit=10,5:packet',
    },
  ],
});
