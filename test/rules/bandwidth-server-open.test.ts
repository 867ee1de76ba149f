import { specify } from '../support/ruleTester.ts';

specify('bandwidth-server-open', {
  good: [
    '/tool bandwidth-server set authenticate=yes\n',
    '/tool bandwidth-server set enabled=no authenticate=no\n',
    '/tool bandwidth-server set max-sessions=5\n',
    '/tool bandwidth-server\nset authenticate=no\nset authenticate=yes\n',
    ':global how\n/tool bandwidth-server set authenticate=$how\n',
  ],
  bad: [
    {
      script: `
        /tool bandwidth-server
        set enabled=yes authenticate=no max-sessions=10
                        ^^^^^^^^^^^^^^^
        `,
      message: 'Set authenticate=yes.',
      output: `
        - set enabled=yes authenticate=no max-sessions=10
        + set enabled=yes authenticate=yes max-sessions=10`,
    },
    {
      script: `
        /tool bandwidth-server
        set enabled=no
        set authenticate=no
            ^^^^^^^^^^^^^^^
        set enabled=yes
        `,
      message: 'fills the line for everybody',
      output: `
        - set authenticate=no
        + set authenticate=yes`,
    },
  ],
});
