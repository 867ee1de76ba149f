import { specify } from '../support/ruleTester.ts';

const script = (entries: readonly string[], nat = 'action=masquerade src-address-list=lan'): string =>
  `/ip firewall address-list\n${entries.map((entry) => `add list=lan address=${entry}`).join('\n')}\n/ip firewall nat\nadd chain=srcnat ${nat}\n`;

specify('public-space-inside', {
  differs: {
    conditional: ['same', 'Where it is there, it has the fault.'],
  },
  good: [
    script(['10.0.0.0/24', '172.16.4.0/22', '100.64.0.0/10']),
    // Space for documents stands for what is filled in.
    script(['10.0.0.0/24', '203.0.113.0/24']),
    // Hosts, and all there is.
    script(['10.0.0.0/24', '9.9.9.9', '8.8.8.8/32', '0.0.0.0/0']),
    // Public networks alone, or many: those of a provider.
    script(['93.184.216.0/24']),
    script(['10.0.0.0/24', '93.184.216.0/24', '93.184.217.0/24', '93.184.218.0/24', '93.184.219.0/24']),
    // Not translated, or the others are.
    script(['10.0.0.0/24', '93.184.216.0/24'], 'action=accept src-address-list=lan'),
    script(['10.0.0.0/24', '93.184.216.0/24'], 'action=masquerade src-address-list=!lan'),
    script(['10.0.0.0/24', '93.184.216.0/24'], 'action=masquerade src-address-list=others'),
    script(['10.0.0.0/24', '93.184.216.0/24'], 'action=masquerade dst-address-list=lan'),
    script(['10.0.0.0/24', '93.184.216.0/24 disabled=yes']),
  ],
  bad: [
    {
      script: `
        /ip firewall address-list
        add list=lan address=192.168.10.0/24
        add list=lan address=172.32.0.0/16
                     ^^^^^^^^^^^^^^^^^^^^^
        add list=lan address=193.168.20.0/24
        /ip firewall nat
        add chain=srcnat action=src-nat to-addresses=203.0.113.7 src-address-list=lan
        `,
      message: '172.32.0.0/16 is public space, but stands among private networks',
      related: ['4: public as well'],
    },
    {
      // At the edge of what is private.
      script: `
        /ip firewall address-list
        add list=lan address=10.255.0.0/16
        add list=lan address=11.0.0.0/8
                     ^^^^^^^^^^^^^^^^^^
        /ip firewall nat
        add chain=srcnat action=masquerade src-address-list=lan
        `,
      message: '11.0.0.0/8 is public space',
    },
  ],
});
