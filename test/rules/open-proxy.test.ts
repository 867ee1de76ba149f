import { specify } from '../support/ruleTester.ts';

const rules = (accept: string): string => `
    /ip firewall filter
    add chain=input action=accept connection-state=established,related
    ${accept}
    add chain=input action=drop in-interface-list=WAN
    `;

specify('open-proxy', {
  good: [
    `/ip socks set enabled=yes${rules('add chain=input action=accept protocol=tcp dst-port=8080')}`,
    `/ip proxy set enabled=yes port=3128${rules('add chain=input action=accept protocol=tcp dst-port=8080')}`,
    `/ip socks set enabled=no${rules('add chain=input action=accept protocol=tcp dst-port=1080')}`,
    `/ip socks set port=1080${rules('add chain=input action=accept protocol=tcp dst-port=1080')}`,
    `/ip socks set enabled=yes${rules('add chain=input action=accept protocol=udp dst-port=1080')}`,
    // Whether strangers reach it a fragment does not show.
    '/ip socks set enabled=yes\n',
  ],
  bad: [
    {
      script: `
        /ip socks
        set enabled=yes
            ^^^^^^^^^^^
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp dst-port=1000-2000
        add chain=input action=drop in-interface-list=WAN
        `,
      message: 'reaches the SOCKS proxy of the router: tcp 198.51.100.7:40000 -> :1080 gets in',
    },
    {
      script: `
        /ip proxy set enabled=yes port=3128
                      ^^^^^^^^^^^
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp dst-port=3128
        add chain=input action=drop in-interface-list=WAN
        `,
      message: 'reaches the web proxy of the router: tcp 198.51.100.7:40000 -> :3128 gets in',
    },
  ],
});
