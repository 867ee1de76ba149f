import { specify } from '../support/ruleTester.ts';

specify('clear-text-service', {
  good: [
    // A script that changes one service says nothing of the others.
    '/ip service set ssh port=2222\n',
    '/ip service set ssh disabled=no\n',
    '/ip service\nset telnet disabled=yes\nset ftp disabled=yes\n',
    '/ip service\n:foreach one in=[find] do={ set $one disabled=yes }\n',
    '/ip service\n:if ($strict) do={ set telnet disabled=yes }\n',
    '/ip dns set servers=192.0.2.53\n',
  ],
  bad: [
    {
      script: `
        /ip service
        set ftp disabled=yes
        set api disabled=yes
                ^^^^^^^^^^^^
        `,
      message: 'Telnet stays on, and sends passwords in clear. Disable it',
    },
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip service
        set ssh address=192.0.2.0/24 port=2222
                                     ^^^^^^^^^
        `,
      message: 'Telnet and FTP stay on, and send passwords in clear. Disable them',
    },
    {
      script: `
        /ip service
        set telnet disabled=yes
        set telnet disabled=no
        set www disabled=yes
        set ftp disabled=yes
                ^^^^^^^^^^^^
        `,
      message: 'Telnet stays on',
    },
    {
      // What it switches on itself is on, whatever else the router has.
      script: `
        /ip service
        set telnet disabled=no
        set ftp disabled=no
                ^^^^^^^^^^^
        `,
      message: 'Telnet and FTP stay on',
    },
  ],
});
