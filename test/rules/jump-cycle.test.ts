import { specify } from '../support/ruleTester.ts';

specify('jump-cycle', {
  ipv6: true,
  good: [
    // Two ways to the same chain make no circle.
    `
    /ip firewall filter
    add chain=input action=jump jump-target=one protocol=tcp
    add chain=input action=jump jump-target=two protocol=udp
    add chain=one action=jump jump-target=last
    add chain=two action=jump jump-target=last
    add chain=last action=drop
    `,
    `
    /ip firewall filter
    add chain=input action=jump jump-target=one
    add chain=one action=jump jump-target=two
    add chain=two action=jump jump-target=one disabled=yes
    `,
    // Chains of one name in two tables are two chains.
    `
    /ip firewall filter
    add chain=forward action=jump jump-target=one
    add chain=one action=jump jump-target=two
    /ip firewall mangle
    add chain=forward action=jump jump-target=two
    add chain=two action=jump jump-target=one
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=forward action=jump jump-target=loop
        add chain=loop action=jump jump-target=loop protocol=tcp
                                   ^^^^^^^^^^^^^^^^
        `,
      message: 'The chains loop → loop jump in a circle',
      related: [],
    },
    {
      script: `
        /ip firewall mangle
        add chain=prerouting action=jump jump-target=one
        add chain=one action=jump jump-target=two
                                  ^^^^^^^^^^^^^^^
        add chain=two action=jump jump-target=three
        add chain=three action=accept
        add chain=three action=jump jump-target=one
        `,
      message: 'The chains one → two → three → one jump in a circle',
      related: ['4 jump-target=three: jumps on to three', '6 jump-target=one: jumps on to one'],
    },
  ],
});
