import { describe, expect, test } from 'vitest';
import { catalog, type Menu } from '../../server/src/catalog/catalog.ts';
import { isSecretName } from '../../server/src/text/secretNames.ts';
import { lineWithoutSecrets, textWithoutSecrets, withoutSecrets } from '../../server/src/text/secrets.ts';

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
    '/ppp secret add name=u password @',
    '/ppp secret add name=u passwrd=@',
    '/ppp secret add name=u pas=@',
    '/ip ipsec identity add secrt=@ peer=p',
    ':local cfg {"password"="@"; "a"=1}',
    ':set ($cfg->"password") "@"',
    ':set ($cfg->"botToken") @',
    ':local pw "@"',
    ':global bot_token "@"',
    '/tool fetch http-method=post url="x" http-data="{\\"token\\":\\"@\\"}"',
    ':local body "{\\"secret\\": \\"@\\"}"',
    '/tool fetch url="https://x.example.net/?a=b&token=@&c=d"',
    '/lte esim provision confirmation-code=@',
    '/system ntp key add key-val=@',
    '/ip firewall filter add content=@ chain=input',
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
  '/ip firewall mangle add action=mark-packet passthrough=no chain=forward',
  '/ppp secret print where name=u',
  '/user settings set minimum-password-length=8',
  '/certificate add key-size=2048 key-usage=tls-server',
  '/ip firewall filter add chain=input action=accept src-address-list=knock-stage-two-of-three-from-outside',
  ':local keyboard "de"; :local spinner 1',
  '/ip ssh set host-key-size=4096 strong-crypto=yes',
])('what is none stays: %s', (line) => expect(withoutSecrets(line)).toBe(line));

test('a value on the line below its name is covered, too', () => {
  const text = `/ppp secret add name=u password=\\\n    ${SECRET} service=x`;
  const start = text.indexOf('\n') + 1;
  expect(lineWithoutSecrets(text, start, text.length)).toBe('    ******* service=x');
});

test('the menu may stand on a line of its own, as in an export', () => {
  const text = `/snmp community\nset [ find default=yes ] name=${SECRET}\n/interface bridge\nadd name=bridge1\n`;
  const covered = `/snmp community\nset [ find default=yes ] name=*******\n/interface bridge\nadd name=bridge1\n`;
  expect(textWithoutSecrets(text)).toBe(covered);
  let start = 0;
  for (const line of covered.split('\n')) {
    expect(lineWithoutSecrets(text, start, start + line.length)).toBe(line);
    start += line.length + 1;
  }
});

test('a text is covered in its length, line by line', () => {
  const text = `:put 1\r\n/ppp secret add name=u password=\\\r\n    "${SECRET}" \\\r\n  service=x\r\n:put 2`;
  const covered = `:put 1\r\n/ppp secret add name=u password=\\\r\n    ********* \\\r\n  service=x\r\n:put 2`;
  expect(textWithoutSecrets(text)).toBe(covered);
});

test('a key in base 64 is covered wherever it stands', () => {
  const key = 'yB7aGVsbG8gd29ybGQsIHRoaXMgaXMgbm90IGEga2V5ISE=';
  expect(withoutSecrets(`/log info "${key}"`)).not.toContain(key.slice(0, 12));
});

describe('arguments of the catalogue', () => {
  const names = new Set<string>();
  (function collect({ commands, menus }: Menu): void {
    for (const command of commands.values()) for (const name of command.arguments?.keys() ?? []) names.add(name);
    for (const menu of menus.values()) collect(menu);
  })(catalog.root);

  test('whose name says so hold a secret', () => {
    const secrets = [...names].filter(isSecretName).sort();
    expect(secrets).toMatchInlineSnapshot(`
      [
        "activation-code",
        "auth",
        "auth-key",
        "authentication-password",
        "cak",
        "challenge-passphrase",
        "challenge-password",
        "client-cert-key",
        "community",
        "confirm-new-password",
        "confirmation-code",
        "connection-request-password",
        "content",
        "eab-hmac-key",
        "eab-key-b64",
        "eap-password",
        "enc-key",
        "encryption-key",
        "encryption-password",
        "export-passphrase",
        "hkdf-secret",
        "http-data",
        "http-header-field",
        "identity",
        "ipsec-secret",
        "key",
        "key-passphrase",
        "key-val",
        "mac-auth-password",
        "management-protection-key",
        "mschapv2-password",
        "mtik-key",
        "new-password",
        "nv2-preshared-key",
        "nv2-sync-secret",
        "nvme-tcp-password",
        "nvme-tcp-server-password",
        "old-password",
        "otp-secret",
        "ovpn-password",
        "passphrase",
        "password",
        "paypal-password",
        "pin",
        "ppk-secret",
        "preshared-key",
        "private-key",
        "private-passphrase",
        "private-pre-shared-key",
        "radius-password",
        "reset-private-key",
        "secret",
        "secret-download-key",
        "secrets",
        "security.eap-password",
        "security.passphrase",
        "self-encryption-password",
        "shared-secret",
        "sim-pin",
        "smb-password",
        "smb-server-password",
        "socks5-password",
        "sshfs-password",
        "static-key-0",
        "static-key-1",
        "static-key-2",
        "static-key-3",
        "static-sta-private-key",
        "tcp-md5-key",
        "text",
        "trap-community",
        "web-private-password",
        "wpa-pre-shared-key",
        "wpa2-pre-shared-key",
      ]
    `);
  });
  test('that are about one do not', () => {
    const like = /pass|psw|pwd|secr|key|psk|token|cred|community|private|shared/;
    expect([...names].filter((name) => like.test(name) && !isSecretName(name)).sort()).toMatchInlineSnapshot(`
      [
        "aaa.password-format",
        "allow-sharedkey",
        "always-allow-password-login",
        "authorized-public-key-hash",
        "enc-key-size",
        "ft-r0-key-lifetime",
        "group-key-update",
        "host-key-size",
        "host-key-type",
        "key-chain",
        "key-file-prefix",
        "key-id",
        "key-ids",
        "key-name",
        "key-owner",
        "key-size",
        "key-usage",
        "l1.passive",
        "l2.passive",
        "lacp-user-key",
        "minimum-password-length",
        "multi-passphrase-group",
        "no-key-export",
        "output.remove-private-as",
        "override-shared-users",
        "passive",
        "passive-port",
        "passthrough",
        "passthrough-interface",
        "passthrough-mac",
        "passthrough-subnet-selection",
        "passthrough-subnet-size",
        "password-authentication",
        "password-characters",
        "password-format",
        "password-length",
        "private-algo",
        "private-key-file",
        "public-key",
        "public-key-file",
        "publickey-authentication-options",
        "remote-key",
        "remove-private-as",
        "security.ft-r0-key-lifetime",
        "security.group-key-update",
        "security.multi-passphrase-group",
        "shared-users",
        "static-sta-private-algo",
        "static-transmit-key",
        "token-refresh-handicap",
        "web-private-username",
      ]
    `);
  });
});
