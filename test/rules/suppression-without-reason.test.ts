import { specify } from '../support/ruleTester.ts';

specify('suppression-without-reason', {
  good: [
    '# rosfw-ignore-file layer7-cost -- the old box has time enough\n/ip firewall filter add chain=input action=drop\n',
    '# A comment that silences nothing.\n/ip firewall filter add chain=input action=drop\n',
  ],
  bad: [
    {
      script: `
        /ip firewall nat
        # rosfw-ignore-next-line masquerade-everything
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=srcnat action=masquerade
        `,
      message: 'Nobody can tell later why masquerade-everything was silenced here. Write the reason behind "--".',
    },
    {
      script: `
        # rosfw-ignore-file rule-without-comment, log-flood --
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        /ip firewall filter
        add chain=input action=drop log=yes log-prefix=drop
        `,
      message: 'Nobody can tell later why this was silenced here.',
    },
  ],
});
