import { specify } from '../support/ruleTester.ts';

specify('ssh-weak-crypto', {
  good: [
    '/ip ssh set strong-crypto=yes allow-none-crypto=no\n',
    '/ip ssh set host-key-size=4096\n',
    '/ip ssh\nset strong-crypto=no\nset strong-crypto=yes\n',
    ':global how\n/ip ssh set strong-crypto=$how\n',
  ],
  bad: [
    {
      script: `
        /ip ssh
        set allow-none-crypto=yes strong-crypto=yes
            ^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'An SSH session may run without encryption. Set allow-none-crypto=no.',
      severity: 'warning',
      output: `
        - set allow-none-crypto=yes strong-crypto=yes
        + set allow-none-crypto=no strong-crypto=yes`,
    },
    {
      script: `
        /ip ssh set forwarding-enabled=both strong-crypto=no
                                            ^^^^^^^^^^^^^^^^
        `,
      message: 'SSH offers weak ciphers. Set strong-crypto=yes.',
      output: `
        - /ip ssh set forwarding-enabled=both strong-crypto=no
        + /ip ssh set forwarding-enabled=both strong-crypto=yes`,
    },
  ],
});
