import { specifyProblem } from '../../support/problemTester.ts';

specifyProblem('dollar-in-declaration', {
  good: [':local total 1\n:put $total\n', ':global total\n:set total 2\n:put $total\n'],
  bad: [
    {
      text: `
        :local $total 1
               ^^^^^^
        :put $total
        `,
      message: ':local declares a name, and a name has no `$`',
      severity: 'error',
      output: `
        :local total 1
        :put $total
        `,
    },
    {
      text: `
        :global $total 1
                ^^^^^^
        :put 1
        `,
      message: 'Write `total`.',
      severity: 'error',
      output: `
        :global total 1
        :put 1
        `,
    },
  ],
});

specifyProblem('variable-name', {
  good: [':global myName 1\n', ':global "my-name" 1\n:put $"my-name"\n'],
  bad: [
    {
      text: `
        :global my-name 1
                ^^^^^^^
        `,
      message: 'letters a-z, A-Z and digits only, so RouterOS stops at the `-`',
      severity: 'error',
    },
    {
      text: `
        :local my_name 1
               ^^^^^^^
        `,
      message: 'Choose another name, or quote it: `"my_name"`',
      severity: 'error',
    },
  ],
});

specifyProblem('set-undeclared-variable', {
  good: [':global total 0\n:set total 1\n:put $total\n', ':local a 0\n:if (1 = 1) do={ :set a 1 }\n:put $a\n'],
  bad: [
    {
      text: `
        { :global total 0 }
        :set total 1
             ^^^^^
        `,
      message: '`total` is declared, but not in this block, so RouterOS rejects the whole file.',
      severity: 'error',
      unsafe: true,
      output: `
        { :global total 0 }
        :global total; :set total 1
        `,
    },
    {
      text: `
        :if (1 = 1) do={ :global count 0 }
        :set count 1
             ^^^^^
        `,
      message: 'Put `:global count` in front of it.',
      severity: 'error',
      unsafe: true,
      output: `
        :if (1 = 1) do={ :global count 0 }
        :global count; :set count 1
        `,
    },
  ],
});

specifyProblem('undeclared-variable', {
  good: [':local counter 0\n:put $counter\n', ':foreach one in={1;2} do={ :put $one }\n'],
  bad: [
    {
      text: `
        :local counter 0
        :put $counter
        :put $countre
              ^^^^^^^
        `,
      message: 'Did you mean `$counter`?',
      severity: 'information',
      unsafe: true,
      output: `
        :local counter 0
        :put $counter
        :put $counter
        `,
    },
    {
      text: `
        :local address 192.0.2.1
        :log info "$address is $adress"
                                ^^^^^^
        `,
      message: '`$adress` is declared nowhere',
      severity: 'information',
      unsafe: true,
      output: `
        :local address 192.0.2.1
        :log info "$address is $address"
        `,
    },
  ],
});

specifyProblem('unknown-parameter', {
  good: [':global greet do={ :put $person }\n$greet person="Ann"\n', ':global greet do={ :put $1 }\n$greet "Ann"\n'],
  bad: [
    {
      text: `
        :global greet do={ :put $person }
        $greet persom="Ann"
               ^^^^^^
        `,
      message: 'The function `greet` reads no `$persom`, so this value is lost.',
      severity: 'information',
      unsafe: true,
      output: `
        :global greet do={ :put $person }
        $greet person="Ann"
        `,
    },
    {
      text: `
        :local notify do={ :log warning $message }
        $notify mesage="disk full"
                ^^^^^^
        `,
      message: 'Did you mean `message`?',
      severity: 'information',
      unsafe: true,
      output: `
        :local notify do={ :log warning $message }
        $notify message="disk full"
        `,
    },
  ],
});

specifyProblem('unused-variable', {
  good: [':local total 1\n:put $total\n', ':global total 1\n'],
  bad: [
    {
      text: `
        :local total 1
               ^^^^^
        `,
      message: '`total` is never used.',
      severity: 'hint',
    },
    {
      text: `
        :local used 1
        :if ($used = 1) do={ :local left 2 }
                                    ^^^^
        `,
      message: 'Remove it, or read it with `$left`.',
      severity: 'hint',
    },
  ],
});

specifyProblem('shadowed-variable', {
  good: [
    ':local total 0\n:if (1 = 1) do={ :set total 1 }\n:put $total\n',
    '{ :local a 1; :put $a }\n{ :local a 2; :put $a }\n',
  ],
  bad: [
    {
      text: `
        :local total 0
        :if (1 = 1) do={ :local total 1 }
                                ^^^^^
        :put $total
        `,
      message: 'This declares a second `total` that ends with this block',
      severity: 'warning',
    },
    {
      text: `
        :local found no
        :foreach one in={1;2} do={
            :if ($one = 2) do={ :local found yes }
                                       ^^^^^
        }
        :put $found
        `,
      message: 'Write `:set found`.',
      severity: 'warning',
    },
  ],
  differs: {
    'among others': 'The message names the line of the first declaration.',
    block: 'The message names the line of the first declaration.',
  },
});

specifyProblem('variable-hidden-by-property', {
  good: [
    ':local port "ether1"\n:put [/interface find where name=$port]\n',
    ':local name "ether1"\n:put [/interface get $name mtu]\n',
  ],
  bad: [
    {
      text: `
        :local name "ether1"
        :put [/interface find where name=$name]
                                         ^^^^^
        `,
      message: "In a condition `$name` is the item's own `name`",
      severity: 'warning',
    },
    {
      text: `
        :local comment "office"
        /ip firewall filter remove [find comment=$comment]
                                                 ^^^^^^^^
        `,
      message: 'so this is true for every item of /ip firewall filter. Give the variable another name.',
      severity: 'warning',
    },
  ],
});
