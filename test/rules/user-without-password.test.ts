import { specify } from '../support/ruleTester.ts';

specify('user-without-password', {
  good: [
    '/user add name=ops group=full password=correct-horse\n',
    '/user add name=ops group=full disabled=yes password=""\n',
    ':global word\n/user add name=ops group=full password=$word\n',
    '/user\nadd name=ops group=full\nset ops password=correct-horse\n',
  ],
  bad: [
    {
      script: `
        /user
        add name=ops group=full
            ^^^^^^^^
        `,
      message: 'This user has an empty password, so everybody can log in.',
    },
    {
      script: `
        /user
        add name=ops group=full password="" address=192.0.2.0/24
                                ^^^^^^^^^^^
        add name=second group=read password=correct-horse
        `,
      message: 'Give it one, or disable the user.',
    },
  ],
});
