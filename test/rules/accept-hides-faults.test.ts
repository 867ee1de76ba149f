import { specify } from '../support/ruleTester.ts';

const script = (first: string, ...rules: readonly string[]): string =>
  ['/ip firewall filter', first, ...rules, ''].join('\n');
const ALL = 'add chain=input action=accept';
const RUNNING = 'add chain=input action=accept connection-state=established,related';
const OPENS = 'add chain=input action=accept protocol=udp src-port=53';
const DROP = 'add chain=input action=drop';

specify('accept-hides-faults', {
  good: [
    // Nothing is wrong behind it.
    script(ALL, RUNNING, 'add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.7', DROP),
    // It is off, or asks for something.
    script(`${ALL} disabled=yes`, RUNNING, OPENS, DROP),
    script(`${ALL} in-interface=ether2`, RUNNING, OPENS, DROP),
    // It is the end of its chain.
    script(RUNNING, OPENS, ALL, DROP),
    // Two rules below, whatever other chains have.
    script(
      ALL,
      RUNNING,
      OPENS,
      ...[22, 80, 443].map((port) => `add chain=forward action=drop protocol=tcp dst-port=${port}`),
    ),
    // Of another chain, or another table.
    script(ALL.replace('input', 'services'), RUNNING, OPENS, DROP),
    '/ip firewall raw\nadd chain=prerouting action=accept\nadd chain=prerouting action=drop protocol=udp src-port=53\nadd chain=prerouting action=drop protocol=tcp src-port=53\nadd chain=prerouting action=drop protocol=icmp\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=accept
                        ^^^^^^^^^^^^^
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=udp src-port=123
        add chain=input action=drop protocol=udp
        add chain=input action=drop
        add chain=input action=drop protocol=gre
        `,
      message: 'This hides one fault of the rules behind it, which will show once it is gone: Who sends from port 123',
    },
    {
      // Among them rules that are dead among the dead.
      script: `
        /ip firewall filter
        add chain=input action=accept
                        ^^^^^^^^^^^^^
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=udp dst-port=4500 in-interface-list=WAN
        add chain=input action=drop protocol=tcp
        add chain=input action=drop protocol=icmp
        add chain=input action=add-src-to-address-list address-list=scan protocol=tcp psd=21,3s,3,1
        add chain=input action=drop
        add chain=input action=drop protocol=gre
        `,
      message: 'This hides 3 faults of the rules behind it',
    },
  ],
});
