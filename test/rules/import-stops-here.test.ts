import { specify } from '../support/ruleTester.ts';

specify('import-stops-here', {
  differs: {
    terse: ['other', 'A path behind the words of a menu is no path any more.'],
    disabled: ['same', 'A command fails whatever the item that it makes would do.'],
    opaque: ['other', 'What else is in the menu has no part in it, unless it is an entry that may be gone by then.'],
  },
  good: [
    // Nothing stands below.
    '/ip firewall address-list\nadd address=192.0.2.1 list=a\nadd address=192.0.2.1 list=a\n',
    // A template engine takes its own words out.
    '/ip firewall filter\n{{- template "rules" . -}}\nadd action=drop chain=input\n',
    // It may fail, and that is caught.
    '/ip firewall address-list\nadd address=192.0.2.1 list=a\n:do { add address=192.0.2.1 list=a } on-error={}\n:put done\n',
    // An entry with a time is renewed.
    '/ip firewall address-list\nadd address=192.0.2.1 list=a timeout=1h\nadd address=192.0.2.1 list=a timeout=1h\n:put done\n',
    '/ip firewall address-list\nadd address=192.0.2.1 list=a\nadd address=192.0.2.1 list=b\n:put done\n',
    ':if ([:len [/interface find]] = 0) do={ :error "none" }\n:put done\n',
    '/interface ethernet\nset [ find default-name=ether1 ] name=wan\n/ip address\nadd address=192.0.2.1/24 interface=wan\n:put done\n',
    '/interface ethernet\nset [ find default-name=ether2 ] poe-out=off\n/interface bridge port\nadd bridge=bridge interface=ether2\n:put done\n',
  ],
  bad: [
    {
      // A command that no router knows there, and a path that begins in the wrong place.
      script: `
        /log
        add topics=radius
        ^^^
        /ip firewall filter
        add action=drop chain=input
        `,
      message:
        'RouterOS has no menu or command `add` in /log. An import stops here, so the command below never runs, the drop of input in line 4 among them. Correct the line, or put `#` in front.',
    },
    {
      script: `
        /ip firewall filter
        ip firewall filter add action=accept chain=input protocol=icmp
        ^^
        add action=drop chain=input
        `,
      message: 'which has no `ip`. An import stops here, so the command below never runs, the drop of input in line 3',
      title: 'Write /ip',
      output: `
        - ip firewall filter add action=accept chain=input protocol=icmp
        + /ip firewall filter add action=accept chain=input protocol=icmp`,
    },
    {
      script: `
        /ip firewall address-list
        add address=192.0.2.1
        ^^^
        /ip firewall filter
        add action=drop chain=input
        `,
      message:
        'adds nothing without `list`. An import stops here, so the command below never runs, the drop of input in line 4',
    },
    {
      script: `
        :error "not for this model"
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        /ip firewall filter
        add action=accept chain=input protocol=icmp
        add action=drop chain=input
        `,
      message: 'so the 2 commands below never run',
    },
    {
      script: `
        /interface ethernet
        set [ find default-name=ether1 ] name=wan
        /ip address
        add address=192.0.2.1/24 interface=ether1
                                 ^^^^^^^^^^^^^^^^
        :put done
        `,
      message:
        'The interface ether1 is called wan from above on. An import stops here, so the command below never runs.',
    },
    {
      script: `
        /ip address
        add address=192.0.2.1/24 interface=*A
                                 ^^^^^^^^^^^^
        :put done
        `,
      message: 'gone when the export was written',
    },
  ],
});
