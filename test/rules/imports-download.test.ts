import { specify } from '../support/ruleTester.ts';

specify('imports-download', {
  good: [
    '/tool fetch url="https://192.0.2.80/list.rsc" mode=https dst-path=list.rsc\n/import list.rsc\n',
    // Nothing runs what was fetched.
    '/tool fetch url="http://192.0.2.80/list.rsc" dst-path=list.rsc\n',
    // The answer is not written to a file.
    '/tool fetch url="http://192.0.2.80/ping" output=none\n/import list.rsc\n',
    '/tool fetch url="ftp://192.0.2.80/backup" upload=yes src-path=backup\n/import list.rsc\n',
    '/import list.rsc\n',
    // An https address wins over the mode.
    '/tool fetch url="https://192.0.2.80/list.rsc" mode=http\n/import list.rsc\n',
    '/system script add name=update source="/tool fetch url=https://192.0.2.80/a.rsc; /import a.rsc"\n',
  ],
  bad: [
    {
      script: `
        /import file-name=rules.rsc
        /tool fetch mode=tftp address=192.0.2.80 src-path=rules.rsc
              ^^^^^
        `,
      message: 'the script then runs it with all rights',
    },
    {
      script: `
        /system script
        add name=update source="/tool fetch url=ftp://192.0.2.80/a.rsc dst-path=a.rsc; :delay 5s; /import a.rsc"
                                      ^^^^^
        `,
      message: 'over an unprotected way',
    },
    {
      script: `
        :do {
          /tool fetch url="HTTP://192.0.2.80/a.rsc"
                ^^^^^
          /tool fetch url="http://192.0.2.80/b.rsc"
          /import a.rsc
        } on-error={ :log info "no update" }
        `,
      message: 'Use https and check-certificate=yes.',
    },
  ],
});
