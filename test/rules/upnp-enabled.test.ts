import { specify } from '../support/ruleTester.ts';

specify('upnp-enabled', {
  good: [
    '/ip upnp set enabled=no\n',
    '/ip upnp set allow-disable-external-interface=yes\n',
    '/ip upnp\nset enabled=yes\nset enabled=no\n',
  ],
  bad: [
    {
      script: `
        /ip upnp set enabled=yes show-dummy-rule=no
                     ^^^^^^^^^^^
        `,
      message: 'UPnP lets every device of the inside open ports to the Internet.',
      output: `
        - /ip upnp set enabled=yes show-dummy-rule=no
        + /ip upnp set enabled=no show-dummy-rule=no`,
    },
    {
      // How it came about a file can leave to the router.
      script: `
        :global on true
        /ip upnp
        set enabled=no
        set enabled=true
            ^^^^^^^^^^^^
        `,
      message: 'Switch it off unless you need it.',
      output: `
        - set enabled=true
        + set enabled=no`,
    },
  ],
});
