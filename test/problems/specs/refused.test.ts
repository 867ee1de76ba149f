import { specifyProblem } from '../../support/problemTester.ts';

specifyProblem('single-quotes', {
  good: [':put "it\'s"\n', '/ip firewall filter\nadd chain=input action=drop comment="\'rest\'"\n'],
  bad: [
    {
      text: `
        /ip firewall filter
        add chain=input action=drop comment='the rest'
                                            ^^^^^^^^^^
        `,
      message: 'RouterOS knows no single quotes',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input action=drop comment="the rest"
        `,
    },
    {
      text: `
        :put 'hello'
             ^^^^^^^
        `,
      message: 'Use double quotes.',
      severity: 'error',
      output: `
        :put "hello"
        `,
    },
  ],
});

specifyProblem('needs-quotes', {
  good: ['/ip firewall filter\nadd chain=input comment="a`b"\n', '/ip firewall filter\nadd chain=input comment=a-b\n'],
  bad: [
    {
      text: `
        /ip firewall filter
        add chain=input action=drop comment=a\`b
                                            ^^^
        `,
      message: 'Put quotes around it.',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input action=drop comment="a\`b"
        `,
    },
    {
      text: `
        /interface bridge
        add name=lan comment=one\`two
                             ^^^^^^^
        `,
      message: 'so RouterOS rejects the file here',
      severity: 'error',
      output: `
        /interface bridge
        add name=lan comment="one\`two"
        `,
    },
  ],
});

specifyProblem('missing-parentheses', {
  good: [':local a 1\n:put ("x" . $a)\n', ':local a 1\n:put "x $a"\n'],
  bad: [
    {
      text: `
        :local a 1
        :put "x" . $a
             ^^^^^^^^
        `,
      message: 'Outside of parentheses `.` is no operator',
      severity: 'error',
      unsafe: true,
      output: `
        :local a 1
        :put ("x" . $a)
        `,
    },
    {
      text: `
        :local a 1
        :local b $a + 1
                 ^^^^^^
        :put $b
        `,
      message: 'Put parentheses around the expression.',
      severity: 'error',
      unsafe: true,
      output: `
        :local a 1
        :local b ($a + 1)
        :put $b
        `,
    },
  ],
});

specifyProblem('missing-do', {
  good: [':if (1 = 1) do={ :put x }\n', '{ :put x }\n'],
  bad: [
    {
      text: `
        :if (1 = 1) { :put x }
                    ^
        `,
      message: 'The block of `:if` needs its name',
      severity: 'error',
      output: `
        :if (1 = 1) do={ :put x }
        `,
    },
    {
      text: `
        :while (1 = 2) { :put x }
                       ^
        `,
      message: 'Write `do={`.',
      severity: 'error',
      output: `
        :while (1 = 2) do={ :put x }
        `,
    },
  ],
});

specifyProblem('surplus-value', {
  good: [':local a 1\n:local b 2\n:put "$a $b"\n', ':put 1\n'],
  bad: [
    {
      text: `
        :local a 1
        :local b 2
        :put $a $b
                ^^
        `,
      message: '`:put` takes one value without a name, and this is one too many',
      severity: 'error',
    },
    {
      text: `
        :local a 1
        :put "a is" $a
                    ^^
        `,
      message: 'Put a text with blanks into quotes',
      severity: 'error',
    },
  ],
});

specifyProblem('unreadable-command', {
  good: ['/system identity print\n', '/ip firewall filter\nprint where comment="<tab>"\n'],
  bad: [
    {
      text: `
        /system identity print <tab>
                               ^^^^^
        `,
      message: 'RouterOS cannot read the command from here on',
      severity: 'error',
    },
    {
      text: `
        /ip address print <enter>
                          ^^^^^^^
        `,
      message: 'Correct it, or put quotes around a text.',
      severity: 'error',
    },
  ],
});

specifyProblem('missing-argument', {
  good: [
    '/ip firewall address-list\nadd address=192.0.2.1 list=admins\n',
    '/ip address\nadd address=192.0.2.1/24 interface=ether1\n',
  ],
  bad: [
    {
      text: `
        /ip firewall address-list
        add address=192.0.2.1
        ^^^
        `,
      message: '/ip firewall address-list adds nothing without `list`, and an import stops here.',
      severity: 'error',
    },
    {
      text: `
        /ip address
        add address=192.0.2.1/24
        ^^^
        `,
      message: 'Add it.',
      severity: 'error',
    },
  ],
});

specifyProblem('repeated-argument', {
  good: [
    '/ip firewall filter\nadd chain=input protocol=tcp dst-port=53 action=drop\n',
    '/ip firewall filter\nset [find chain=input] disabled=yes\n',
  ],
  bad: [
    {
      text: `
        /ip firewall filter
        add chain=input protocol=tcp protocol=udp dst-port=53 action=drop
                                     ^^^^^^^^^^^^
        `,
      message: '`protocol` stands twice in this command',
      severity: 'warning',
    },
    {
      text: `
        /ip firewall filter
        add chain=input src-address=192.0.2.1 src-address=192.0.2.2 action=accept
                                              ^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'Remove the wrong one, or write a second command.',
      severity: 'warning',
    },
  ],
});

specifyProblem('argument-without-action', {
  good: [
    '/ip firewall filter\nadd action=jump chain=input jump-target=guard\n',
    '/ip firewall filter\nadd chain=input protocol=tcp\n',
  ],
  bad: [
    {
      text: `
        /ip firewall filter
        add chain=input jump-target=guard
                        ^^^^^^^^^^^^^^^^^
        `,
      message: '`jump-target` belongs to `action=jump` and does nothing here',
      severity: 'warning',
      unsafe: true,
      output: `
        /ip firewall filter
        add action=jump chain=input jump-target=guard
        `,
    },
    {
      text: `
        /ip firewall filter
        add chain=input address-list=bots protocol=tcp dst-port=23
                        ^^^^^^^^^^^^^^^^^
        `,
      message: 'Without `action=` this rule accepts',
      severity: 'warning',
    },
  ],
});

specifyProblem('item-number', {
  good: ['/ip firewall filter\nset [find comment="web"] disabled=yes\n', '/ip service\nset ssh port=2222\n'],
  bad: [
    {
      text: `
        /ip firewall filter
        set 0 disabled=yes
            ^
        `,
      message: 'Find the item: `[find comment="…"]`.',
      severity: 'warning',
    },
    {
      text: `
        /ip firewall nat
        remove 1,2
               ^^^
        `,
      message: 'Numbers of /ip firewall nat are those that `print` has shown last',
      severity: 'warning',
    },
  ],
});
