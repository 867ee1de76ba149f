import { specify } from '../support/ruleTester.ts';

const FASTTRACK =
  '/ip firewall filter add chain=forward action=fasttrack-connection connection-state=established,related\n';

specify('fasttrack-skips-queues', {
  good: [
    FASTTRACK,
    `/queue simple add name=guests target=192.0.2.0/24 max-limit=10M/10M disabled=yes\n${FASTTRACK}`,
    // The queue of an interface comes after the fast way.
    `/queue tree add name=up parent=ether1 max-limit=10M\n${FASTTRACK}`,
    `/queue type add name=codel kind=fq-codel\n${FASTTRACK}`,
    `/queue simple add name=guests target=192.0.2.0/24 max-limit=10M/10M\n${FASTTRACK.trim()} disabled=yes\n`,
    `/queue simple add name=guests target=192.0.2.0/24 max-limit=10M/10M\n${FASTTRACK.trim()} src-address=198.51.100.0/24\n`,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=forward action=fasttrack-connection
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=forward action=accept
        /queue tree
        add name=all parent=global max-limit=50M
        `,
      message: 'goes by the queues of this file',
      related: ['5: a queue that it goes by'],
    },
    {
      script: `
        /queue simple
        add name=off target=192.0.2.0/25 max-limit=1M/1M disabled=yes
        add name=guests target=192.0.2.0/24 max-limit=10M/10M
        /ip firewall filter
        add chain=forward action=fasttrack-connection connection-state=established
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=forward action=fasttrack-connection connection-state=related
        `,
      message: 'their limits do not hold',
      related: ['3: a queue that it goes by'],
    },
  ],
});
