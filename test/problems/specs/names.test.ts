import { specifyProblem } from '../../support/problemTester.ts';

specifyProblem('missing-menu', {
  good: ['/ip firewall filter\nadd chain=input action=drop\n', '/ip dns set servers=192.0.2.53\n'],
  bad: [
    {
      text: `
        add chain=forward action=drop connection-state=invalid
        ^^^
        `,
      message: 'It is read here as one of /ip firewall filter; put that line above it.',
      severity: 'warning',
      output: `
        /ip firewall filter
        add chain=forward action=drop connection-state=invalid
        `,
    },
    {
      text: `
        # Only the rules.
        add chain=srcnat action=masquerade out-interface=ether1
        ^^^
        `,
      message: 'No menu line stands above this command',
      severity: 'warning',
      output: `
        # Only the rules.
        /ip firewall nat
        add chain=srcnat action=masquerade out-interface=ether1
        `,
    },
  ],
  differs: { block: 'What a block is meant for is left to its own menu: it may be the body of a function.' },
});

specifyProblem('wrong-menu', {
  good: [
    '/ip firewall address-list\nadd list=a address=192.0.2.1\n/ip firewall filter\nadd chain=input action=drop\n',
    '/ip firewall address-list\nadd list=a address=192.0.2.1 comment=chain\n',
  ],
  bad: [
    {
      text: `
        /ip firewall address-list
        add list=a address=192.0.2.1
        add chain=input action=drop
        ^^^
        `,
      message: 'This command has arguments that /ip firewall address-list does not know',
      severity: 'warning',
      output: `
        /ip firewall address-list
        add list=a address=192.0.2.1
        /ip firewall filter
        add chain=input action=drop
        `,
    },
    {
      text: `
        /ip firewall address-list
        add list=a address=192.0.2.1
        add chain=srcnat action=masquerade out-interface=ether1
        ^^^
        `,
      message: 'It is read here as one of /ip firewall nat; put that line above it.',
      severity: 'warning',
      output: `
        /ip firewall address-list
        add list=a address=192.0.2.1
        /ip firewall nat
        add chain=srcnat action=masquerade out-interface=ether1
        `,
    },
  ],
  differs: { block: 'What a block is meant for is left to its own menu: it may be the body of a function.' },
});

specifyProblem('find-without-menu', {
  good: [':put [/interface find name=ether1]\n', '/interface\n:put [find name=ether1]\n', ':put [:find "abc" "b"]\n'],
  bad: [
    {
      text: `
        :put [find name=ether1]
              ^^^^^^^^^^^^^^^^
        `,
      message: 'Write the menu in front, such as `/interface find`.',
      severity: 'error',
    },
    {
      text: `
        :local all [find disabled=no]
                    ^^^^^^^^^^^^^^^^
        :put $all
        `,
      message: 'No menu stands above this',
      severity: 'error',
    },
  ],
});

specifyProblem('dollar-in-argument', {
  good: [':global f do={ :put $a }\n$f a=1\n', ':local a 1\n:put $a\n'],
  bad: [
    {
      text: `
        :global f do={ :put $a }
        $f $a=1
           ^^
        `,
      message: 'The name of an argument has no `$`',
      severity: 'error',
      output: `
        :global f do={ :put $a }
        $f a=1
        `,
    },
    {
      text: `
        :global greet do={ :put "$who $how" }
        $greet who="Ann" $how="well"
                         ^^^^
        `,
      message: 'Write `how=`.',
      severity: 'error',
      output: `
        :global greet do={ :put "$who $how" }
        $greet who="Ann" how="well"
        `,
    },
  ],
});

specifyProblem('unexpected-word', {
  good: ['/interface bridge\nset [find] disabled=yes\n', '/interface bridge\ndisable [find]\n'],
  bad: [
    {
      text: `
        /interface bridge
        set [find] disable
                   ^^^^^^^
        `,
      message: 'Write `disabled=yes`.',
      severity: 'error',
      output: `
        /interface bridge
        set [find] disabled=yes
        `,
    },
    {
      text: `
        /ip firewall filter
        add chain=input action=drop disable
                                    ^^^^^^^
        `,
      message: '`disable` is no argument of its own',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input action=drop disabled=yes
        `,
    },
  ],
});

specifyProblem('unknown-command', {
  good: ['/ip firewall filter print\n', '/ip fire fil pr\n', '/lcd interface pages\nset 0 interfaces=ether1\n'],
  bad: [
    {
      text: `
        /ip firewlal filter
            ^^^^^^^^
        `,
      message: 'Did you mean `firewall`?',
      severity: 'warning',
      output: `
        /ip firewall filter
        `,
    },
    {
      text: `
        /ip firewall fliter print
                     ^^^^^^
        `,
      message: 'RouterOS has no menu `fliter` in /ip firewall',
      severity: 'warning',
      output: `
        /ip firewall filter print
        `,
    },
    {
      text: `
        /ip firewall filter prnit
                            ^^^^^
        `,
      message: 'has no menu or command `prnit` in /ip firewall filter, so an import stops here. Did you mean `print`?',
      severity: 'error',
      output: `
        /ip firewall filter print
        `,
    },
    {
      text: `
        /ip florist order
            ^^^^^^^
        add name=x
        `,
      message: 'What is written below /ip florist is not checked',
      severity: 'information',
    },
  ],
});

specifyProblem('unknown-argument', {
  good: ['/ip firewall filter\nadd chain=input dst-port=22 protocol=tcp\n', '/ip dns\nset servers=192.0.2.53\n'],
  bad: [
    {
      text: `
        /ip firewall filter
        add chain=input dest-port=22 protocol=tcp action=drop
                        ^^^^^^^^^
        `,
      message: 'RouterOS has no argument `dest-port` in /ip firewall filter',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input dst-port=22 protocol=tcp action=drop
        `,
    },
    {
      text: `
        /ip firewall filter
        add chain=input src-adress=192.0.2.1 action=accept
                        ^^^^^^^^^^
        `,
      message: 'Did you mean `src-address`?',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input src-address=192.0.2.1 action=accept
        `,
    },
  ],
});

specifyProblem('ambiguous-name', {
  good: [
    '/ip firewall filter\nadd chain=input dst-address=192.0.2.1\n',
    '/ip firewall filter\nadd chain=input act=drop\n',
  ],
  bad: [
    {
      text: `
        /ip firewall filter
        add chain=input d=192.0.2.1 action=drop
                        ^
        `,
      message: '`d` can mean `disabled`, `dscp`, `dst-address`',
      severity: 'error',
    },
    {
      text: `
        /ip firewall filter
        add chain=input src=192.0.2.1 action=drop
                        ^^^
        `,
      message: 'Write the name in full.',
      severity: 'error',
    },
  ],
});

specifyProblem('invalid-value', {
  good: [
    '/ip firewall filter\nadd chain=input protocol=tcp dst-port=1-65535\n',
    '/ip firewall filter\nadd chain=input protocol=47\n',
  ],
  bad: [
    {
      text: `
        /ip firewall filter
        add chain=input protocol=tpc action=drop
                                 ^^^
        `,
      message: 'RouterOS has no protocol `tpc`',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input protocol=tcp action=drop
        `,
    },
    {
      text: `
        /ip firewall filter
        add chain=input protocol=tcp dst-port=70000 action=drop
                                              ^^^^^
        `,
      message: 'Write a number from 0 to 65535.',
      severity: 'error',
    },
  ],
});

specifyProblem('not-in-version', {
  good: [
    '/ip firewall nat\nadd action=dst-nat chain=dstnat to-addresses=192.0.2.9\n',
    '# 2026-11-01 10:00:00 by RouterOS 7.24\n/ip firewall nat\nadd action=dst-nat chain=dstnat socks5-port=1080 to-addresses=192.0.2.9\n',
  ],
  bad: [
    {
      version: '7.9',
      text: `
        /ip firewall nat
        add action=dst-nat chain=dstnat socks5-port=1080 to-addresses=192.0.2.9
                                        ^^^^^^^^^^^
        `,
      message: '`socks5-port` came with RouterOS 7.20',
      severity: 'warning',
    },
    {
      text: `
        # 2026-11-01 10:00:00 by RouterOS 7.9
        /ip firewall nat
        add action=dst-nat chain=dstnat socks5-port=1080 to-addresses=192.0.2.9
                                        ^^^^^^^^^^^
        `,
      message: 'and the export names 7.9. Leave it out, or use another version.',
      severity: 'information',
    },
  ],
  differs: {
    'among others': 'Only in the first line an export tells its version.',
    block: 'Only in the first line an export tells its version.',
  },
});
