import { specify } from '../support/ruleTester.ts';

specify('snmp-public-community', {
  good: [
    '/snmp set enabled=no\n',
    '/snmp set enabled=yes\n/snmp community set [find default=yes] addresses=192.0.2.10/32\n',
    '/snmp set enabled=yes\n/snmp community set [find default=yes] name=watch-8w2k\n',
    // Who asks has to prove it.
    '/snmp set enabled=yes\n/snmp community set [find default=yes] security=private\n',
    '/snmp set enabled=yes\n/snmp community set [find default=yes] security=authorized\n',
    '/snmp set enabled=yes\n/snmp community set [find default=yes] disabled=yes\n',
    '/snmp set enabled=yes\n:foreach one in=[/snmp community find] do={ /snmp community remove $one }\n',
  ],
  bad: [
    {
      script: `
        /snmp
        set enabled=yes contact=nobody@example.com
            ^^^^^^^^^^^
        `,
      message: 'SNMP answers everybody who reaches it and says "public".',
      severity: 'information',
    },
    {
      script: `
        /snmp community
        set [find default=yes] addresses=192.0.2.0/24,0.0.0.0/0 security=none
        /snmp
        set enabled=yes
            ^^^^^^^^^^^
        `,
      message: 'Name the community differently, and give it the addresses that may ask.',
    },
  ],
});
