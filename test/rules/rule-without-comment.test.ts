import { specify } from '../support/ruleTester.ts';

specify('rule-without-comment', {
  ipv6: true,
  differs: {
    disabled: ['same', 'A rule that is off wants its reason all the more.'],
  },
  good: [
    '/ip firewall filter add chain=input action=drop comment="the rest"\n',
    '/ip firewall filter\nadd chain=input action=drop\nset 0 comment=rest\n',
    '/ip firewall address-list add list=office address=192.0.2.0/24\n',
  ],
  bad: [
    {
      script: `
        /ip firewall nat
        add chain=srcnat action=masquerade out-interface=ether1 comment=""
        ^^^
        add chain=srcnat action=src-nat to-addresses=203.0.113.1 comment=office
        add chain=dstnat action=accept
        ^^^
        `,
      message: ['Nobody will know why this rule is here.', 'Add a comment.'],
    },
    {
      script: `
        # What is said above a line is not on the router.
        /ip firewall mangle
        add chain=forward action=accept
        ^^^
        `,
      message: 'Nobody will know why this rule is here.',
    },
  ],
});
