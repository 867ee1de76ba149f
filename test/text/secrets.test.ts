import { describe, expect, test } from 'vitest';
import { lineWithoutSecrets, withoutSecrets } from '../../server/src/text/secrets.ts';

const SECRET = 'hunter2';

describe('a secret is covered, in its length', () => {
  test.each([
    '/ppp secret add name=u password=@ profile=x',
    '/ppp secret add name=u password="a\\"@" profile=x',
    '/ppp secret add name=u passw=@',
    '/user add name=u PASSWORD=@',
    '/user add name=u pasword=@ group=full',
    '/user set admin password=("@" . "x")',
    '/user set admin password=[:put "@"]',
    '/ppp secret add name=u password = @',
    '/interface wireguard peers add preshared-key="@" interface=wg',
    '/interface wifi add name=w security.passphrase=@',
    '/snmp community add name=@',
    '/container envs add name=e key=DB_PASSWORD value=@',
    ':local wifiPassword "@"; :put 1',
    '/system script add source=":local pass \\"@\\"; :put 1"',
    '/tool fetch url="https://user:@\u0040example.net/x"',
    '/tool fetch http-header-field="Authorization: Bearer @"',
    '/tool fetch url="https://api.telegram.org/bot@/sendMessage"',
    '/user ssh-keys add user=u key="ssh-rsa @"',
    '/ppp secret add u @',
  ])('%s', (pattern) => {
    const line = pattern.replace('@', SECRET);
    const covered = withoutSecrets(line);
    expect(covered).not.toContain(SECRET);
    expect(covered).toHaveLength(line.length);
    // What stands in front of it is still there to be read.
    expect(covered.slice(0, 6)).toBe(line.slice(0, 6));
  });
});

test.each([
  '/ip firewall filter add action=accept chain=input comment="the pass" dst-port=22 protocol=tcp',
  '/ip firewall address-list add address=192.0.2.1 list=keys',
  '/interface bridge add name=passthrough',
  ':foreach one in=$list do={ :put $one }',
])('what is none stays: %s', (line) => expect(withoutSecrets(line)).toBe(line));

test('a value on the line below its name is covered, too', () => {
  const text = `/ppp secret add name=u password=\\\n    ${SECRET} service=x`;
  const start = text.indexOf('\n') + 1;
  expect(lineWithoutSecrets(text, start, text.length)).toBe('    ******* service=x');
});
