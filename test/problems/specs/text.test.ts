import { specifyProblem } from '../../support/problemTester.ts';

specifyProblem('byte-order-mark', {
  good: ['/ip dns print\n', ':put "\ufeff"\n'],
  bad: [
    {
      text: '\ufeff/ip dns print\n^\n',
      message: 'begins with a byte order mark',
      severity: 'warning',
      output: '/ip dns print\n',
    },
    {
      text: '\ufeff# 2026-11-01 10:00:00 by RouterOS 7.20\n^\n/ip dns\nset servers=192.0.2.53\n',
      message: 'Save the file as UTF-8 without it.',
      severity: 'warning',
      output: '# 2026-11-01 10:00:00 by RouterOS 7.20\n/ip dns\nset servers=192.0.2.53\n',
    },
  ],
  differs: {
    'among others': 'It is a mark at the head of a file alone.',
    block: 'It is a mark at the head of a file alone.',
  },
});

specifyProblem('typographic-quote', {
  good: ['/ip firewall filter\nadd chain=input comment="“Allow”"\n', ':put "a"\n'],
  bad: [
    {
      text: `
        /ip firewall filter
        add chain=input comment=“office only” action=drop
                                ^^^^^^^^^^^^^
        `,
      message: 'Use straight quotes.',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input comment="office only" action=drop
        `,
    },
    {
      text: `
        /interface bridge
        add name=„lan“
                 ^^^^^
        `,
      message: 'this text is not quoted',
      severity: 'error',
      output: `
        /interface bridge
        add name="lan"
        `,
    },
  ],
});

specifyProblem('unicode-blank', {
  good: [':put "a\u00a0b"\n', '# a\u00a0comment\n:put 1\n'],
  bad: [
    {
      text: '/ip firewall filter\nadd chain=input\u00a0action=drop\n               ^\n',
      message: 'Use an ordinary one.',
      severity: 'error',
      output: '/ip firewall filter\nadd chain=input action=drop\n',
    },
    {
      text: '/ip\u2003dns print\n   ^\n',
      message: 'which RouterOS does not take for a blank',
      severity: 'error',
      output: '/ip dns print\n',
    },
  ],
});

specifyProblem('prompt-in-front', {
  good: ['# [admin@MikroTik] > /ip dns print\n', ':put [/ip dns get servers]\n'],
  bad: [
    {
      text: `
        [admin@edge-1] > /ip dns print
        ^^^^^^^^^^^^^^^^^
        [admin@edge-1] > /ip route print
        ^^^^^^^^^^^^^^^^^
        `,
      message: 'the prompt of a console, not a command',
      severity: 'error',
      output: `
        /ip dns print
        /ip route print
        `,
    },
    {
      text: `
        [ops@edge] /ip firewall filter> add chain=input action=drop
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'Remove it.',
      severity: 'error',
      output: `
        /ip firewall filter add chain=input action=drop
        `,
    },
  ],
});

specifyProblem('list-marker-in-front', {
  good: ['# 1. one\n/ip dns print\n', ':put "1. one"\n'],
  bad: [
    {
      text: `
        1. /ip dns print
        ^^^
        2. /ip route print
        ^^^
        `,
      message: 'A list number or bullet stands in front of the command',
      severity: 'error',
      output: `
        /ip dns print
        /ip route print
        `,
    },
    {
      text: `
        • /ip dns set servers=192.0.2.53
        ^^
        `,
      message: 'Remove it.',
      severity: 'error',
      output: `
        /ip dns set servers=192.0.2.53
        `,
    },
  ],
});

specifyProblem('comment-behind-command', {
  good: [
    '# the rest\n/ip firewall filter add chain=input action=drop\n',
    ':put "a # b"\n',
    ':put 1; # a command may begin here\n',
  ],
  bad: [
    {
      text: `
        /ip firewall filter
        add chain=input action=drop # the rest
                                    ^^^^^^^^^^
        `,
      message: 'Put the comment on the line above.',
      severity: 'error',
      output: `
        /ip firewall filter
        # the rest
        add chain=input action=drop
        `,
    },
    {
      text: `
        :if (1 = 1) do={
            :put 1 # one
                   ^^^^^
        }
        `,
      message: 'only where a command may begin',
      severity: 'error',
      output: `
        :if (1 = 1) do={
            # one
            :put 1
        }
        `,
    },
  ],
});

specifyProblem('stray-backslash', {
  good: ['/ip dns\nset servers=192.0.2.1 \\\n    cache-size=2048\n', ':put "a\\\\b"\n'],
  bad: [
    {
      text: `
        /ip dns
        set servers=192.0.2.1 \\ cache-size=2048
                              ^
        `,
      message: 'only as the last character of its line',
      severity: 'error',
      output: `
        /ip dns
        set servers=192.0.2.1 cache-size=2048
        `,
    },
    {
      text: `
        /ip firewall filter
        add \\ chain=input action=drop
            ^
        `,
      message: 'Remove it or break the line behind it.',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input action=drop
        `,
    },
  ],
});

specifyProblem('blank-after-backslash', {
  good: ['/ip dns\nset \\\n    cache-size=2048\n', ':put "a\\\n    b"\n'],
  bad: [
    {
      text: '/ip dns\nset \\  \n    ^^^\n    cache-size=2048\n',
      message: 'so the line is not continued',
      severity: 'error',
      output: '/ip dns\nset \\\n    cache-size=2048\n',
    },
    {
      text: '/ip firewall filter\nadd chain=input \\\t\n                ^^\n    action=drop\n',
      message: 'Remove the blanks.',
      severity: 'error',
      output: '/ip firewall filter\nadd chain=input \\\n    action=drop\n',
    },
  ],
});

specifyProblem('unknown-escape', {
  good: [':put "a\\n\\t\\"\\\\\\4F"\n', '# \\U\n:put 1\n'],
  bad: [
    {
      text: `
        :put "C:\\Users"
                ^^
        `,
      message: 'RouterOS knows no escape `\\U`',
      severity: 'error',
      output: `
        :put "C:\\\\Users"
        `,
    },
    {
      text: `
        /ip firewall filter
        print where comment~"\\d+"
                             ^^
        `,
      message: 'Write `\\\\` for a backslash, or drop it.',
      severity: 'error',
      output: `
        /ip firewall filter
        print where comment~"\\\\d+"
        `,
    },
  ],
});

specifyProblem('line-cut', {
  good: [
    '/ip firewall filter\nadd chain=input \\\n    protocol=tcp\n',
    '/ip firewall filter\nadd chain=input\nadd chain=forward\n',
  ],
  bad: [
    {
      text: `
        /ip firewall filter
        add chain=input action=accept
        protocol=tcp dst-port=22
        ^^^^^^^^
        `,
      message: 'This belongs to the command on the line above',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=22
        `,
    },
    {
      text: `
        /ip address
        add address=192.0.2.1/24
        interface=ether1
        ^^^^^^^^^
        `,
      message: 'Join the two lines.',
      severity: 'error',
      output: `
        /ip address
        add address=192.0.2.1/24 interface=ether1
        `,
    },
  ],
});

specifyProblem('line-break-in-string', {
  good: [
    ':put "one\ntwo"\n',
    '/system script add name=a source=":put 1\n:put 2"\n',
    '/interface bridge\nadd name=lan comment="one\\n two"\n',
  ],
  bad: [
    {
      text: '/interface bridge\nadd name=lan comment="the inner\n                               ^\nnetwork"\n',
      message: 'The line was cut inside this comment',
      severity: 'warning',
      output: '/interface bridge\nadd name=lan comment="the inner network"\n',
    },
    {
      text: '/ip firewall filter\nadd chain=input action=drop comment="the\n                                        ^\nrest"\n',
      message: 'Join the two lines.',
      severity: 'warning',
      output: '/ip firewall filter\nadd chain=input action=drop comment="the rest"\n',
    },
  ],
});

specifyProblem('foreign-character', {
  good: [
    // Text for people, and names in quotes.
    '/ip firewall filter\nadd chain=input comment="\u0437\u0430\u043a\u0440\u044b\u0442\u044c" action=drop\n',
    '/ip firewall filter\nadd chain=input src-address-list="\u043e\u0444\u0438\u0441" action=drop\n',
    '# in\u2013interface\n:put "\u2013"\n',
  ],
  bad: [
    {
      text: `
        /ip firewall filter
        add chain=input in\u2013interface=ether1 action=drop
                        ^^^^^^^^^^^^
        `,
      message: '`in\u2013interface` has `\u2013` (U+2013, a dash of word processors) in it',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input in-interface=ether1 action=drop
        `,
    },
    {
      text: `
        /ip firewall filter
        add chain=input protocol=tcp dst\u2011port=22 action=drop
                                     ^^^^^^^^
        `,
      message: '(U+2011, a hyphen of word processors)',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input protocol=tcp dst-port=22 action=drop
        `,
    },
    {
      // Letters of other alphabets in a command, a menu and a value.
      text: `
        /ip fir\u0435wall filter
            ^^^^^^^^
        \u0430dd chain=input action=dr\u043e\u0440 protocol=t\u0441p
        ^^^                    ^^^^          ^^^
        `,
      message: 'a Cyrillic letter',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input action=drop protocol=tcp
        `,
    },
    {
      // Numbers, and a sign between name and value.
      text: `
        /ip firewall filter
        add chain\uff1dinput action=drop
            ^^^^^^^^^^^
        add chain=input action=drop protocol=tcp dst-port=20\u201325
                                                          ^^^^^
        add chain=input action=drop protocol=tcp dst-port=\uff12\uff12
                                                          ^^
        `,
      message: 'in it, which no name of RouterOS has',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input action=drop
        add chain=input action=drop protocol=tcp dst-port=20-25
        add chain=input action=drop protocol=tcp dst-port=22
        `,
    },
    {
      // What it looks like is not known.
      text: `
        /ip firewall filter
        add chain=input action=drop\u2026
                               ^^^^^
        `,
      message:
        '(U+2026, a sign of punctuation) in it, which no name of RouterOS has, so it rejects the file here. Type the word anew.',
      severity: 'error',
    },
  ],
});

specifyProblem('placeholder-value', {
  good: [
    // Names that somebody may have given, and those of dynamic interfaces.
    '/ip firewall filter\nadd chain=input src-address-list=YOUR_LIST in-interface=<pppoe-office> action=accept\n',
    '/ip firewall filter\nadd chain=input src-address={{ .office }} dst-port=8080 protocol=tcp action=accept\n',
    '/ip firewall filter\nadd chain=input comment="<office>" src-address=192.0.2.1 action=accept\n',
  ],
  bad: [
    {
      text: `
        /ip firewall filter
        add chain=input src-address=<trusted-IP> action=accept
                                    ^^^^^^^^^^^^
        add chain=input src-address=xx.xx.xx.xx action=accept
                                    ^^^^^^^^^^^
        add chain=input dst-address=!YOUR_PUBLIC_IP action=drop
                                    ^^^^^^^^^^^^^^^
        add chain=input dst-port=<PORT> protocol=tcp action=drop
                                 ^^^^^^
        `,
      message: 'stands for a value of yours, and RouterOS refuses it as it is. Write the real one.',
      severity: 'error',
    },
    {
      text: `
        /ip firewall nat
        add chain=srcnat action=masquerade out-interface=[WAN]
                                                         ^^^^^
        `,
      message: '`[WAN]` stands for a value of yours',
      severity: 'error',
    },
    {
      // What may be the name of a host or of an interface.
      text: `
        /ip firewall address-list
        add list=admins address=YOUR_HOME_IP
                                ^^^^^^^^^^^^
        /ip firewall filter
        add chain=input in-interface=<WAN> action=drop
                                     ^^^^^
        `,
      message: 'stands for a value of yours. Write the real one.',
      severity: 'warning',
    },
  ],
});

specifyProblem('export-remark', {
  good: [
    '# an error exporting this would be #interrupted\n/ip dns print\n',
    '/system note\nset note="a\n#interrupted\nb"\n',
  ],
  bad: [
    {
      text: `
        #error exporting "/ip/dhcp-server"
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        /ip dns print
        #interrupted
        ^^^^^^^^^^^^
        `,
      message: 'missing in this file. Export it again.',
      severity: 'warning',
    },
    {
      text: `
        /ip firewall filter
        # in/out-interface matcher not possible when interface (ether2) is slave - use master instead (bridge)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add action=accept chain=input in-interface=ether2
        `,
      message:
        'RouterOS remarks that the next rule never matches, since ether2 is a port of bridge. Ask for bridge in it.',
      severity: 'warning',
    },
  ],
});
