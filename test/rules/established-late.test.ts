import { specify } from '../support/ruleTester.ts';

const above = (count: number): string =>
  Array.from(
    { length: count },
    (_one, index) => `add chain=input action=accept protocol=udp dst-port=${5000 + index}`,
  ).join('\n');

specify('established-late', {
  ipv6: true,
  good: [
    // Five comparisons are not worth a word.
    `/ip firewall filter\n${above(5)}\nadd chain=input action=accept connection-state=established,related\n`,
    // Rules that are off cost nothing.
    `/ip firewall filter\n${above(5)}\nadd chain=input action=drop disabled=yes\nadd chain=input action=accept connection-state=established\n`,
    // Nor do rules of another chain.
    `/ip firewall filter\n${above(7)}\nadd chain=forward action=accept connection-state=established\n`,
    // Most packets take the fast way above.
    `/ip firewall filter\nadd chain=input action=fasttrack-connection connection-state=established\n${above(7)}\nadd chain=input action=accept connection-state=established\n`,
    // The first accept for sessions counts.
    `/ip firewall filter\nadd chain=input action=accept connection-state=established\n${above(7)}\nadd chain=input action=accept connection-state=established,related\n`,
    `/ip firewall filter\n${above(7)}\nadd chain=input action=accept connection-state=new\n`,
    `/ip firewall filter\n${above(7)}\nadd chain=input action=drop connection-state=established\n`,
    `/ip firewall filter\n${above(7)}\nadd chain=input action=accept connection-state=established in-interface=ether1\n`,
    `/ip firewall filter\n${above(7)}\nadd chain=input action=accept connection-state=!established\n`,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=udp dst-port=5000
        add chain=input action=accept protocol=udp dst-port=5001
        add chain=input action=log protocol=tcp
        add chain=input action=accept protocol=udp dst-port=5002
        add chain=input action=drop protocol=udp dst-port=5003
        add chain=input action=accept protocol=udp dst-port=5004
        add chain=input action=accept protocol=udp dst-port=5005
        add chain=input action=accept connection-state=established,related,untracked
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'compared with 6 rules before this',
    },
    {
      script: `
        /ip firewall filter
        add chain=forward action=accept protocol=udp dst-port=5000
        add chain=forward action=accept protocol=udp dst-port=5001
        add chain=forward action=accept protocol=udp dst-port=5002
        add chain=forward action=accept protocol=udp dst-port=5003
        add chain=forward action=accept protocol=udp dst-port=5004
        add chain=forward action=accept protocol=udp dst-port=5005
        add chain=forward action=accept protocol=udp dst-port=5006
        add chain=forward action=accept connection-state=established
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'compared with 7 rules before this',
    },
  ],
});
