import { specify } from '../support/ruleTester.ts';

specify('mac-server-everywhere', {
  good: [
    '/tool mac-server set allowed-interface-list=none\n/tool mac-server mac-winbox set allowed-interface-list=mgmt\n',
    '/tool mac-server\nset allowed-interface-list=all\nset allowed-interface-list=LAN\n',
    // A ping by MAC address lets nobody in.
    '/tool mac-server ping set enabled=yes\n',
  ],
  bad: [
    {
      script: `
        /tool mac-server set allowed-interface-list=all
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^
        /tool mac-server mac-winbox set allowed-interface-list=none
        `,
      message: 'MAC Telnet is open on every interface',
    },
    {
      script: `
        /tool mac-server mac-winbox
        set allowed-interface-list=all
            ^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'MAC WinBox is open on every interface',
    },
  ],
});
