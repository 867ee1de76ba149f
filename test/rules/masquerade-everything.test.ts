import { specify } from '../support/ruleTester.ts';

specify('masquerade-everything', {
  good: [
    '/ip firewall nat add chain=srcnat action=masquerade disabled=yes\n',
    '/ip firewall nat add chain=srcnat action=masquerade src-address=192.0.2.0/24\n',
    '/ip firewall nat add chain=srcnat action=src-nat to-addresses=203.0.113.1 out-interface=ether1\n',
    // Only who jumps there is rewritten.
    '/ip firewall nat add chain=guests action=masquerade\n',
    '/ip firewall nat add chain=srcnat action=accept\n',
  ],
  bad: [
    {
      script: `
        /ip firewall nat
        add chain=srcnat action=masquerade ipsec-policy=out,none
                         ^^^^^^^^^^^^^^^^^
        `,
      message: 'rewrites the source of packets in every direction',
    },
    {
      script: `
        /ip firewall nat
        add chain=srcnat action=masquerade out-interface=ether1
        add chain=srcnat action=src-nat to-addresses=203.0.113.1
                         ^^^^^^^^^^^^^^
        `,
      message: 'Add the interface of the outside.',
    },
  ],
});
