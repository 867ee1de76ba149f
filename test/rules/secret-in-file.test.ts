import { specify } from '../support/ruleTester.ts';

const EXPORT = '# 2026-11-01 10:00:00 by RouterOS 7.20\n';

specify('secret-in-file', {
  differs: {
    disabled: ['same', 'The secret of what is off can be read all the same.'],
    conditional: ['same', 'The text holds the secret, whatever runs.'],
    opaque: ['same', 'The text holds the secret, whatever is changed later.'],
  },
  good: [
    // A script that sets a router up has to name them.
    '/ppp secret add name=branch password=hunter2\n',
    `${EXPORT}/ppp secret\nadd name=branch service=l2tp\n`,
    // What stands for a secret.
    `${EXPORT}/ppp secret\nadd name=branch password=********\n`,
    `${EXPORT}/ppp secret\nadd name=branch password=xxxxxxxx\n`,
    `${EXPORT}/ppp secret\nadd name=branch password=abc\n`,
    `${EXPORT}/ppp secret\nadd name=branch password=$word\n`,
    `${EXPORT}/snmp community\nset [ find default=yes ] name=watch-8w2k\n`,
  ],
  bad: [
    // Each kind of argument that an export hides unless it is asked.
    ...[
      ['snmp community', 'authentication-password'],
      ['snmp community', 'encryption-password'],
      ['interface wifi security', 'passphrase'],
      ['ppp secret', 'password'],
      ['interface wireless security-profiles', 'wpa-pre-shared-key'],
      ['interface wireless security-profiles', 'wpa2-pre-shared-key'],
      ['ip ipsec identity', 'secret'],
      ['interface wireguard', 'private-key'],
      ['interface wireguard peers', 'preshared-key'],
      ['interface macsec', 'pre-shared-key'],
    ].map(([menu, argument]) => {
      const value = `${argument}=correct-horse`;
      return {
        script: `# 2026-11-01 10:00:00 by RouterOS 7.20\n/${menu}\nadd name=one ${value}\n             ${'^'.repeat(value.length)}\n`,
        message: 'A secret stands here in clear',
      };
    }),
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip ipsec identity
        add peer=branch secret="correct horse"
                        ^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'A secret stands here in clear, and a repository never forgets.',
      related: [],
    },
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /interface wireguard peers
        add interface=wg1 public-key="cHVibGlj" preshared-key="c2hhcmVk"
                                                ^^^^^^^^^^^^^^^^^^^^^^^^
        /interface wifi security
        add name=home passphrase=correct-horse
        `,
      message: '2 secrets stand here in clear',
      related: ['5: another secret'],
    },
  ],
});
