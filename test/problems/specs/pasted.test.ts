import { specifyProblem } from '../../support/problemTester.ts';

const AT_THE_HEAD = 'What a whole paste is shows in its first lines.';

specifyProblem('pasted-output', {
  good: [
    '/ip firewall filter print\n',
    '# Flags: X - disabled, I - invalid\n/ip firewall filter\nadd chain=input action=drop\n',
  ],
  bad: [
    {
      text: `
        [admin@MikroTik] > /ip firewall filter print
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        Flags: X - disabled, I - invalid, D - dynamic
         0    ;;; the rest
              chain=input action=drop in-interface=ether1
        `,
      message: 'This is what `print` shows, not a script',
      severity: 'error',
      unsafe: true,
      output: `
        /ip firewall filter
        add chain=input action=drop in-interface=ether1 comment="the rest"
        `,
    },
    {
      text: `
        [ops@edge] > /ip firewall nat print
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        Flags: X - disabled, I - invalid; D - dynamic
         0    chain=srcnat action=masquerade out-interface=ether1
         1    chain=dstnat action=dst-nat to-addresses=192.0.2.10 protocol=tcp in-interface=ether1 dst-port=443
        `,
      message: 'Convert it into commands.',
      severity: 'error',
      unsafe: true,
      output: `
        /ip firewall nat
        add chain=srcnat action=masquerade out-interface=ether1
        add chain=dstnat action=dst-nat to-addresses=192.0.2.10 protocol=tcp in-interface=ether1 dst-port=443
        `,
    },
  ],
  differs: { block: AT_THE_HEAD, 'among others': AT_THE_HEAD },
});

specifyProblem('pasted-markup', {
  good: ['# [code]\n/ip dns print\n', ':put "<pre>"\n'],
  bad: [
    {
      text: `
        [code]
        ^^^^^^
        /ip firewall filter
        add chain=input action=drop
        [/code]
        `,
      message: '`[code]` marks code on a page and is no command',
      severity: 'error',
      output: `
        /ip firewall filter
        add chain=input action=drop
        `,
    },
    {
      text: `
        <pre>
        ^^^^^
        /ip dns
        set servers=192.0.2.53
        </pre>
        `,
      message: 'Take the marks away.',
      severity: 'error',
      output: `
        /ip dns
        set servers=192.0.2.53
        `,
    },
  ],
});

specifyProblem('pasted-prose', {
  good: ['# First drop everything.\n/ip dns print\n', ':put "First drop everything that comes."\n'],
  bad: [
    {
      text: `
        First drop everything that comes from outside.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        /ip firewall filter add chain=input action=drop in-interface=ether1
        `,
      message: 'This is a sentence, not a command',
      severity: 'error',
      output: `
        # First drop everything that comes from outside.
        /ip firewall filter add chain=input action=drop in-interface=ether1
        `,
    },
    {
      text: `
        /ip dns set servers=192.0.2.53
        Now the router can look up names by itself.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        /ip dns print
        `,
      message: 'Make comments of them.',
      severity: 'error',
      output: `
        /ip dns set servers=192.0.2.53
        # Now the router can look up names by itself.
        /ip dns print
        `,
    },
  ],
  differs: { block: 'In a block nobody writes prose.' },
});

specifyProblem('merge-conflict', {
  good: ['/ip address\nadd address=192.0.2.1/24 interface=ether1\n', '# =======\n/ip dns print\n'],
  bad: [
    {
      text: `
        /ip address
        <<<<<<< HEAD
        ^^^^^^^^^^^^
        add address=192.0.2.1/24 interface=ether1
        =======
        add address=192.0.2.2/24 interface=ether1
        >>>>>>> other
        `,
      message: 'Keep the right one and remove the marks.',
      severity: 'error',
    },
    {
      text: `
        /ip firewall filter
        add chain=input action=accept connection-state=established
        <<<<<<< ours
        ^^^^^^^^^^^^
        add chain=input action=drop
        =======
        add chain=input action=reject
        >>>>>>> theirs
        add chain=forward action=drop
        `,
      message: 'Git could not join two versions of this file',
      severity: 'error',
    },
  ],
});
