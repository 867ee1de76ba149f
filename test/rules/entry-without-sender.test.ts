import { specify } from '../support/ruleTester.ts';

const script = (entry: string, more = ''): string => `/ip firewall address-list
${entry}
/ip firewall filter
add chain=input action=accept src-address-list=admins${more}
`;

specify('entry-without-sender', {
  differs: {
    conditional: ['same', 'Where it is there, it changes nothing either.'],
  },
  good: [
    script('add address=0.0.0.0/0 list=admins'),
    script('add address=192.0.2.7 list=admins'),
    script('add address=0.0.0.0 list=admins disabled=yes'),
    script('add address=$admin list=admins'),
    // Among what must not occur, or refused.
    script('add address=0.0.0.0 list=admins\nadd address=127.0.0.0/8 list=admins'),
    script('add address=0.0.0.0 list=admins', '\nadd chain=forward action=drop src-address-list=admins'),
  ],
  bad: [
    {
      script: `
        /ip firewall address-list
        add address=0.0.0.0 list=admins timeout=1d
            ^^^^^^^^^^^^^^^
        add address=0.0.0.0/32 list=friends
        add address=192.0.2.7 list=friends
        `,
      message: 'so this entry of admins changes nothing',
      related: ['3: nor does this'],
    },
    {
      // All but a list are refused.
      script: `
        /ip firewall address-list
        add address=0.0.0.0/32 list=lan
            ^^^^^^^^^^^^^^^^^^
        /ip firewall filter
        add chain=input action=drop src-address-list=!lan
        `,
      message: 'entry of lan changes nothing',
    },
  ],
});
