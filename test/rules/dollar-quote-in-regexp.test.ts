import { specify } from '../support/ruleTester.ts';

specify('dollar-quote-in-regexp', {
  differs: {
    conditional: ['same', 'The router reads the text before it runs anything.'],
    opaque: ['same', 'The router reads the text before it runs anything.'],
  },
  good: [
    '/ip firewall layer7-protocol add name=a regexp="^a[0-9]\\$"\n',
    ':put "costs 5$"\n',
    '/ip firewall layer7-protocol add name=a regexp="^a"\n',
    '/ip firewall filter print where comment~"^\\$x"\n',
  ],
  bad: [
    {
      script: `
        /interface print where name~"^ether[0-9]+$"
                                                 ^^
        `,
      message: 'Write `\\$` for the end of the text',
      output: `
        - /interface print where name~"^ether[0-9]+$"
        + /interface print where name~"^ether[0-9]+\\$"`,
    },
    {
      script: `
        :foreach one in=[/ip firewall filter find where comment~"knock$"] do={ :put $one }
                                                                      ^^
        `,
      message: 'RouterOS reads `$"` as the start of a variable name',
      output: `
        - :foreach one in=[/ip firewall filter find where comment~"knock$"] do={ :put $one }
        + :foreach one in=[/ip firewall filter find where comment~"knock\\$"] do={ :put $one }`,
    },
  ],
});
