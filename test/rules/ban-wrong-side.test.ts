import { specify } from '../support/ruleTester.ts';

specify('ban-wrong-side', {
  ipv6: true,
  good: [
    // Both sides are listed, and asked for as such.
    '/ip firewall filter\nadd chain=forward action=add-dst-to-address-list address-list=targets address-list-timeout=10m dst-limit=32,32,src-and-dst-addresses/10s\nadd chain=forward action=add-src-to-address-list address-list=attackers address-list-timeout=10m dst-limit=32,32,src-and-dst-addresses/10s\n/ip firewall raw\nadd chain=prerouting action=drop src-address-list=attackers dst-address-list=targets\n',
    // A host of the inside has asked for it; its answers are refused.
    '/ip firewall filter\nadd chain=forward action=add-dst-to-address-list address-list=games address-list-timeout=1d dst-port=27015 protocol=udp in-interface=bridge\nadd chain=forward action=drop src-address-list=games\n',
    // Servers of the outside, whatever asks for the list.
    '/ip firewall filter\nadd chain=forward action=add-dst-to-address-list address-list=vpn address-list-timeout=1d dst-port=1194 protocol=udp\nadd chain=forward action=drop src-address-list=vpn\nadd chain=forward action=drop dst-address-list=vpn\n',
    // What the router has sent, such as that a password was wrong.
    '/ip firewall filter\nadd chain=output action=add-dst-to-address-list address-list=ftp address-list-timeout=3h protocol=tcp content="530 Login incorrect"\nadd chain=input action=drop src-address-list=ftp protocol=tcp dst-port=21\n',
    // Nothing refuses it.
    '/ip firewall filter\nadd chain=input action=add-dst-to-address-list address-list=seen address-list-timeout=1h\nadd chain=input action=accept src-address-list=seen\n',
    // In forward the destination may be an attacker, whose answers are meant.
    '/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=bots address-list-timeout=1h protocol=tcp dst-port=23\nadd chain=forward action=drop dst-address-list=bots\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=syn protocol=tcp tcp-flags=syn connection-state=new
        add chain=syn action=return limit=200,5:packet
        add chain=syn action=add-dst-to-address-list address-list=banned address-list-timeout=1d
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        /ip firewall raw
        add chain=prerouting action=drop src-address-list=banned
        `,
      message: 'line 6 refuses what the listed send: the attacker stays free. List the source.',
      related: ['6: refuses the listed as sources'],
      output: `
        - add chain=syn action=add-dst-to-address-list address-list=banned address-list-timeout=1d
        + add chain=syn action=add-src-to-address-list address-list=banned address-list-timeout=1d`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=bots address-list-timeout=1h protocol=tcp dst-port=23
        add chain=input action=drop dst-address-list=bots
                                    ^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'This never matches a source that line 2 lists: in input the destination is the router itself',
      related: ['2: lists the source'],
    },
  ],
});
