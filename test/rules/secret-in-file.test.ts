import { expect, test } from 'vitest';
import { specify } from '../support/ruleTester.ts';
import { linesOf } from './findings.ts';

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

test.each([
  '/interface dot1x client add name=x password=hunter2',
  '/ppp secret add name=x password=hunter2',
  '/ip ipsec identity add peer=x secret=hunter2',
  '/interface wireguard add name=x private-key=hunter2',
  '/interface wireguard peers add interface=x preshared-key=hunter2',
  '/interface wireless security-profiles add name=x wpa-pre-shared-key=hunter2',
  '/interface wireless security-profiles add name=x wpa2-pre-shared-key=hunter2',
  '/interface wifi security add name=x passphrase=hunter2',
  '/snmp community add name=x authentication-password=hunter2',
  '/snmp community add name=x encryption-password=hunter2',
])('a secret of an export: %s', (line) => {
  expect(linesOf('secret-in-file', `${EXPORT}${line}\n`)).toEqual([2]);
  expect(linesOf('secret-in-file', `${line}\n`)).toEqual([]);
  for (const hidden of ['abc', '****', '....', 'xxxxxx', 'XXXX', '$x'])
    expect(linesOf('secret-in-file', `${EXPORT}${line.replace('hunter2', hidden)}\n`), hidden).toEqual([]);
  expect(linesOf('secret-in-file', `${EXPORT}${line.replace('hunter2', 'abcd')}\n`)).toEqual([2]);
});

test('what is called secret and is none', () => {
  expect(linesOf('secret-in-file', `${EXPORT}/system script add name=x secret=hunter2\n`)).toEqual([]);
  expect(linesOf('secret-in-file', `${EXPORT}/ppp secret add name=hunter2 comment=password\n`)).toEqual([]);
});
