import { specify } from '../support/ruleTester.ts';

const script = (...rules: readonly string[]): string =>
  [
    '/ip firewall filter',
    ...rules,
    'add chain=input action=add-src-to-address-list address-list=bad address-list-timeout=1h protocol=udp psd=21,3s,3,1 in-interface=ether1',
    '',
  ].join('\n');
const RUNNING = 'add chain=input action=accept connection-state=established,related';
const DROP = 'add chain=input action=drop src-address-list=bad';

specify('ban-spares-running', {
  differs: {
    conditional: ['same', 'Where it is there, it has the fault.'],
  },
  good: [
    script(DROP, RUNNING),
    // Below the accept of running connections it says the same.
    script(RUNNING, `${DROP} connection-state=new`),
    // Another refusal takes the rest.
    script(`${DROP} connection-state=new`, DROP, RUNNING),
    '/ip firewall raw\nadd chain=prerouting action=drop src-address-list=bad\n'.concat(
      script(`${DROP} connection-state=new`, RUNNING),
    ),
    // More than new ones.
    script(`${DROP} connection-state=new,established`, RUNNING),
    script(`${DROP} connection-state=!new`, RUNNING),
    // A list that no rule fills is no ban.
    '/ip firewall filter\nadd chain=input action=drop src-address-list=bogons connection-state=new\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=bad connection-state=new protocol=ipsec-esp
                                                         ^^^^^^^^^^^^^^^^^^^^
        add chain=input action=drop src-address-list=bad connection-state=new protocol=udp dst-port=500,4500
        add chain=input action=add-src-to-address-list address-list=bad address-list-timeout=1h protocol=udp dst-port=500 src-address-list=try connection-state=new
        `,
      message: 'Who gets on the list bad keeps the connections that run: this refuses new ones only.',
      related: ['3: so does this'],
    },
    {
      // By way of a jump.
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=bans
        add chain=input action=accept connection-state=established,related
        add chain=bans action=reject src-address-list=bad connection-state=new
                                                          ^^^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=bad protocol=tcp psd=21,3s,3,1
        `,
      message: 'Take connection-state=new away.',
    },
  ],
});
