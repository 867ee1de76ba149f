import { specifyProblem } from '../../support/problemTester.ts';

const LEFT_OPEN = 'What follows stands inside of it.';

specifyProblem('unclosed-bracket', {
  good: [':if (1 = 1) do={ :put 1 }\n', ':put "{"\n'],
  bad: [
    {
      text: `
        :if (1 = 1) do={
                       ^
            :put 1
        `,
      message: 'This `{` is never closed',
      severity: 'error',
    },
    {
      text: `
        :put [/ip dns get servers
             ^
        `,
      message: 'Add the missing `]`.',
      severity: 'error',
    },
  ],
  differs: { 'among others': LEFT_OPEN, block: LEFT_OPEN },
});

specifyProblem('unclosed-string', {
  good: [':put "hello"\n', '# "\n:put 1\n'],
  bad: [
    {
      text: `
        :put "hello
             ^
        `,
      message: 'This string has no closing quote',
      severity: 'error',
    },
    {
      text: `
        /ip firewall filter
        add chain=input comment="office action=drop
                                ^
        `,
      message: 'Add the missing `"`.',
      severity: 'error',
    },
  ],
  differs: { 'among others': LEFT_OPEN, block: LEFT_OPEN },
});

specifyProblem('stray-closer', {
  good: [':if (1 = 1) do={ :put 1 }\n', ':put "}"\n'],
  bad: [
    {
      text: `
        :put 1
        }
        ^
        :put 2
        `,
      message: 'RouterOS stops reading here without a word and ignores everything below',
      severity: 'error',
    },
    {
      text: `
        :put 1
        :do { :put 2 } }
                       ^
        /ip dns
        set servers=192.0.2.53
        `,
      message: 'Remove it or add its opening bracket.',
      severity: 'error',
    },
    {
      // Nothing is ignored.
      text: `
        /ip dns
        set servers=192.0.2.53
        }
        ^
        `,
      message: 'nothing stands below; remove it',
      severity: 'hint',
      output: `
        /ip dns
        set servers=192.0.2.53

        `,
    },
  ],
  differs: {
    'among others': 'How loud it is hangs on what stands below.',
    block: 'In a block it closes the block.',
  },
});

specifyProblem('lone-dollar', {
  good: [':put "5 \\$"\n', ':local a 1\n:put $a\n'],
  bad: [
    {
      text: `
        :put $
             ^
        `,
      message: 'but no name follows',
      severity: 'error',
    },
    {
      text: `
        :put (1 + $)
                  ^
        `,
      message: 'Write the name, or quote the text',
      severity: 'error',
    },
  ],
});

specifyProblem('expected-operand', {
  good: [':put (1 + 2)\n', ':put (-1)\n'],
  bad: [
    {
      text: `
        :put (1 + )
                ^
        `,
      message: 'The operator `+` has no operand here',
      severity: 'error',
    },
    {
      text: `
        :if (1 = 1 &&) do={ :put 1 }
                   ^^
        `,
      message: 'Add the value or remove the operator.',
      severity: 'error',
    },
  ],
});

specifyProblem('double-equals', {
  good: [':if (1 = 1) do={ :put 1 }\n', ':put "a == b"\n'],
  bad: [
    {
      text: `
        :if (1 == 1) do={ :put 1 }
               ^^
        `,
      message: 'RouterOS compares with a single `=`',
      severity: 'error',
      output: `
        :if (1 = 1) do={ :put 1 }
        `,
    },
    {
      text: `
        :local a 1
        :put ($a == 2)
                 ^^
        `,
      message: 'Write one `=`.',
      severity: 'error',
      output: `
        :local a 1
        :put ($a = 2)
        `,
    },
  ],
});

specifyProblem('unexpected-semicolon', {
  good: [':put {1; 2}\n', ':put 1; :put 2\n'],
  bad: [
    {
      text: `
        :put (1; 2)
               ^
        `,
      message: 'A `;` cannot stand inside parentheses',
      severity: 'error',
    },
    {
      text: `
        :local a (3 + 4; 5)
                       ^
        :put $a
        `,
      message: 'use `{ }` for an array',
      severity: 'error',
    },
  ],
});

specifyProblem('unexpected-equals', {
  good: ['/ip firewall filter\nadd chain=input action=drop\n', ':put (1 = 1)\n'],
  bad: [
    {
      text: `
        /ip firewall filter
        add chain=input =drop
                        ^
        `,
      message: 'This `=` has no name in front of it',
      severity: 'error',
    },
    {
      text: `
        /ip address
        add address=192.0.2.1/24 =ether1
                                 ^
        `,
      message: 'Write `name=value` without blanks',
      severity: 'error',
    },
  ],
});

specifyProblem('blank-before-equals', {
  good: ['/ip firewall filter\nadd chain=input action=drop\n', ':put (1 = 1)\n'],
  bad: [
    {
      text: `
        /ip firewall filter
        add chain = input action=drop
                 ^^
        `,
      message: 'RouterOS allows no blank between `chain` and `=`',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input action=drop
        `,
    },
    {
      text: `
        /ip dns
        set cache-size =2048
                      ^^
        `,
      message: 'Write `cache-size=`.',
      severity: 'error',
      output: `
        /ip dns
        set cache-size=2048
        `,
    },
  ],
});

specifyProblem('missing-blank', {
  good: ['/ip firewall filter\nadd comment="web" chain=input\n', ':put ("a"."b")\n'],
  bad: [
    {
      text: `
        /ip firewall filter
        add comment="web"chain=input action=drop
                         ^^^^^
        `,
      message: 'A blank is missing between the closing quote and `chain`',
      severity: 'error',
      output: `
        /ip firewall filter
        add comment="web" chain=input action=drop
        `,
    },
    {
      text: `
        /interface bridge
        add name="lan"protocol-mode=rstp
                      ^^^^^^^^^^^^^
        `,
      message: 'Insert one.',
      severity: 'error',
      output: `
        /interface bridge
        add name="lan" protocol-mode=rstp
        `,
    },
  ],
});

specifyProblem('missing-semicolon', {
  good: [':put "a"; :put "b"\n', ':put "a"\n:put "b"\n'],
  bad: [
    {
      text: `
        :put "a" :put "b"
                 ^^^^
        `,
      message: 'A `;` or a line end is missing in front of `:put`',
      severity: 'error',
      output: `
        :put "a"; :put "b"
        `,
    },
    {
      text: `
        :do { :put 1 :log info "one" } on-error={}
                     ^^^^
        `,
      message: 'Insert one.',
      severity: 'error',
      output: `
        :do { :put 1; :log info "one" } on-error={}
        `,
    },
  ],
});

specifyProblem('missing-equals', {
  good: [':local name "g"\n/ip firewall address-list\nadd list=$name address=192.0.2.1\n', ':local a 1\n:put $a\n'],
  bad: [
    {
      text: `
        :local name "g"
        /ip firewall address-list
        add list$name address=192.0.2.1
            ^^^^
        `,
      message: 'A `=` is missing behind `list`',
      severity: 'error',
      output: `
        :local name "g"
        /ip firewall address-list
        add list=$name address=192.0.2.1
        `,
    },
    {
      text: `
        :local side "ether1"
        /ip address
        add address=192.0.2.1/24 interface$side
                                 ^^^^^^^^^
        `,
      message: 'Insert it.',
      severity: 'error',
      output: `
        :local side "ether1"
        /ip address
        add address=192.0.2.1/24 interface=$side
        `,
    },
  ],
});

specifyProblem('expected-command', {
  good: ['# status: connected\n:put 1\n', ':put "status: connected"\n'],
  bad: [
    {
      text: `
        status: connected
        ^^^^^^^
        `,
      message: 'RouterOS expects a command here and none has `:` in its name',
      severity: 'error',
    },
    {
      text: `
        :put 1
        state: up
        ^^^^^^
        `,
      message: 'put `#` in front of the line',
      severity: 'error',
    },
  ],
});

const TERMS = 10_000;

specifyProblem('too-many-terms', {
  good: [
    `:put${' a'.repeat(TERMS - 1)}\n`,
    `:put (1${' + 1'.repeat(TERMS / 2 - 1)})\n`,
    // What stands in brackets of its own counts there.
    `:put {${'1;2;3;'.repeat(TERMS)}4}\n`,
  ],
  bad: [
    { text: `:put${' a'.repeat(TERMS)}\n${' '.repeat(2 * TERMS + 3)}^\n`, message: 'side by side', severity: 'error' },
    {
      text: `:put (1${' + 1'.repeat(TERMS / 2)})\n${' '.repeat(2 * TERMS + 6)}^\n`,
      message: '10,000',
      severity: 'error',
    },
    {
      text: `:if (${'!'.repeat(TERMS + 5)}true) do={ }\n${' '.repeat(TERMS + 5)}^\n`,
      message: 'Divide',
      severity: 'error',
    },
  ],
});

const LIMIT = 128;
const DEEP = 150;

specifyProblem('nesting-too-deep', {
  good: [`:put ${'('.repeat(LIMIT)}1${')'.repeat(LIMIT)}\n`, ':put ((1))\n'],
  bad: [
    {
      text: `:put ${'('.repeat(DEEP)}1${')'.repeat(DEEP)}\n     ${' '.repeat(LIMIT)}^\n`,
      message: 'deep',
      severity: 'error',
    },
    {
      text: `${':do {'.repeat(DEEP)}${'}'.repeat(DEEP)}\n${' '.repeat(5 * LIMIT + 4)}^\n`,
      message: 'deep',
      severity: 'error',
    },
  ],
  differs: { block: 'A block is one level more.' },
});
