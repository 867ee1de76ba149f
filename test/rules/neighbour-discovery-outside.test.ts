import { specify } from '../support/ruleTester.ts';

specify('neighbour-discovery-outside', {
  good: [
    '/ip neighbor discovery-settings set discover-interface-list=none\n',
    '/ip neighbor discovery-settings set discover-interface-list=mgmt\n',
    '/ip neighbor discovery-settings set protocol=lldp\n',
    '/ip neighbor discovery-settings\nset discover-interface-list=all\nset discover-interface-list=LAN\n',
  ],
  bad: [
    {
      script: `
        /ip neighbor discovery-settings
        set protocol=cdp,lldp discover-interface-list=WAN
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'tells its model, version and addresses on WAN.',
    },
    {
      script: `
        /ip neighbor discovery-settings set discover-interface-list=all
                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'on every interface. Set discover-interface-list to a list of the inside.',
    },
  ],
});
