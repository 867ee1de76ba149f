import { specify } from '../support/ruleTester.ts';

specify('useless-suppression', {
  good: [
    `
    /ip firewall nat
    # rosfw-ignore-next-line masquerade-everything -- one router, no servers
    add chain=srcnat action=masquerade
    `,
    // What needs a session is not decided without one.
    `
    /ip firewall filter
    # rosfw-ignore-next-line cuts-off-session -- over the serial line
    add chain=input action=drop
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall nat
        # rosfw-ignore-next-line masquerade-everything -- one router
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=srcnat action=masquerade out-interface=ether1
        `,
      message: 'Nothing here is found by masquerade-everything, so this only hides what may come. Remove it.',
      output: `
        - # rosfw-ignore-next-line masquerade-everything -- one router`,
    },
    {
      script: `
        /ip firewall nat
        # rosfw-ignore-next-line masquerade-everything, masquerade-everthing -- one router
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=srcnat action=masquerade
        `,
      message: 'There is no rule masquerade-everthing, so this silences nothing. Did you mean masquerade-everything?',
      output: `
        - # rosfw-ignore-next-line masquerade-everything, masquerade-everthing -- one router
        + # rosfw-ignore-next-line masquerade-everything -- one router`,
    },
    {
      script: `
        /ip firewall nat
        # rosfw-ignore-next-line log-flood, masquerade-everything -- one router
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=srcnat action=masquerade
        `,
      message: 'Nothing here is found by log-flood',
      output: `
        - # rosfw-ignore-next-line log-flood, masquerade-everything -- one router
        + # rosfw-ignore-next-line masquerade-everything -- one router`,
    },
  ],
});
