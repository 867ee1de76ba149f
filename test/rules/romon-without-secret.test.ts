import { specify } from '../support/ruleTester.ts';

specify('romon-without-secret', {
  good: [
    '/tool romon set enabled=no\n',
    // An export without its secrets leaves this one out.
    '# 2026-11-01 10:00:00 by RouterOS 7.20\n/tool romon\nset enabled=yes\n',
    ':global word\n/tool romon set enabled=yes secrets=$word\n',
    '/tool romon set secrets=""\n',
    '/tool romon\nset enabled=yes\nset secrets=correct-horse\n',
  ],
  bad: [
    {
      script: `
        /tool romon set enabled=yes secrets=""
                        ^^^^^^^^^^^
        `,
      message: 'RoMON is on without a secret, and no firewall rule sees it.',
    },
    {
      script: `
        /tool romon
        set id=02:00:00:00:00:01
        set enabled=yes
            ^^^^^^^^^^^
        `,
      message: 'Set secrets, or switch it off.',
    },
  ],
});
