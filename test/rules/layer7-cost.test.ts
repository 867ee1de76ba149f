import { specify } from '../support/ruleTester.ts';

const PATTERN = '/ip firewall layer7-protocol add name=magic regexp=xyzzy\n';

specify('layer7-cost', {
  good: [
    `${PATTERN}/ip firewall filter add chain=input action=drop protocol=tcp dst-port=80 layer7-protocol=magic\n`,
    // It is tried on the first packets only.
    `${PATTERN}/ip firewall filter
    add chain=input action=drop protocol=tcp dst-port=80 layer7-protocol=magic connection-state=new
    add chain=input action=accept connection-state=established,related\n`,
    `${PATTERN}/ip firewall filter add chain=input action=drop layer7-protocol=magic disabled=yes\n`,
    // What stands below is no accept of running sessions.
    `${PATTERN}/ip firewall filter
    add chain=input action=drop protocol=tcp dst-port=80 layer7-protocol=magic
    add chain=input action=accept connection-state=!established
    add chain=input action=drop connection-state=established
    add chain=input action=accept connection-state=established disabled=yes
    add chain=forward action=accept connection-state=established\n`,
  ],
  bad: [
    {
      script: `
        /ip firewall layer7-protocol
        add name=magic regexp=xyzzy
        /ip firewall mangle
        add chain=forward action=mark-packet new-packet-mark=m protocol=tcp layer7-protocol=magic
                                                                            ^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'Narrow it with protocol and dst-port.',
    },
    {
      script: `
        /ip firewall layer7-protocol
        add name=magic regexp=xyzzy
        /ip firewall filter
        add chain=input action=drop protocol=udp port=53 layer7-protocol=magic
                                                         ^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=accept connection-state=established,related
        `,
      message: 'because the accept for them stands below. Move the rule below it.',
    },
  ],
});
