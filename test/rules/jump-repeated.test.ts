import { specify } from '../support/ruleTester.ts';

const script = (...rules: readonly string[]): string => ['/ip firewall filter', ...rules, ''].join('\n');
const WIDE = 'add chain=forward action=jump jump-target=checks protocol=tcp';
const NARROW = `${WIDE} dst-port=22`;

specify('jump-repeated', {
  ipv6: true,
  differs: {
    conditional: ['same', 'Where it is there, it has the fault.'],
  },
  good: [
    // The wider one stands below.
    script(NARROW, WIDE),
    // Another target, another chain, other packets.
    script(WIDE, NARROW.replace('checks', 'others')),
    script(WIDE, NARROW.replace('forward', 'input')),
    script(`${WIDE} dst-port=80`, NARROW),
    // The first is off.
    script(`${WIDE} disabled=yes`, NARROW),
    // What happens in between may change what the chain says.
    script(WIDE, 'add chain=forward action=add-src-to-address-list address-list=seen protocol=tcp', NARROW),
    script(
      WIDE,
      'add chain=forward action=jump jump-target=listing',
      NARROW,
      'add chain=listing action=add-src-to-address-list address-list=seen',
    ),
    // Not every packet is within the rate.
    script(`${WIDE} limit=5,5:packet`, `${NARROW} limit=5,5:packet`),
    // To the letter it is another rule's.
    script(WIDE, WIDE),
    // What comes to the second was decided in the chain: it is never reached.
    script(WIDE, NARROW, 'add chain=checks action=drop'),
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=checks connection-state=new
        add chain=input action=jump jump-target=others
        add chain=input action=jump jump-target=checks connection-state=new in-interface=ether1
                                    ^^^^^^^^^^^^^^^^^^
        add chain=checks action=drop protocol=tcp dst-port=23
        `,
      message: 'The jump in line 2 has led every packet that this takes through checks already',
      related: ['2 jump-target=checks: jumps to checks before'],
    },
    {
      // A name that a script puts together.
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target="$id:checks"
        add chain=input action=jump jump-target="$id:checks" protocol=udp
                                    ^^^^^^^^^^^^^^^^^^^^^^^^
        add chain="$id:checks" action=log
        `,
      message: 'through "$id:checks" already',
    },
  ],
});
