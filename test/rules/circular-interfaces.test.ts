import { specify } from '../support/ruleTester.ts';

specify('circular-interfaces', {
  good: [
    '/interface list\nadd name=A\nadd name=B include=A exclude=C\nadd name=C\nadd name=D include=A,B\n',
    // Two lists with one member lead nowhere back.
    '/interface list\nadd name=A include=static\nadd name=B include=static,A\n',
    '/interface bridge add name=bridge\n/interface bridge port\nadd bridge=bridge interface=bond\n/interface bonding add name=bond slaves=ether1,ether2\n',
    // A port that is switched off is none.
    '/interface bridge add name=bridge\n/interface bridge port add bridge=bridge disabled=yes interface=bridge\n',
    // Who includes whom hangs on the run.
    '/interface list\nadd name=A include=B\nadd name=B include=$x\n',
    // A list and an interface of one name are two things.
    '/interface list add name=bridge include=LAN\n/interface bridge port add bridge=LAN interface=bridge\n',
  ],
  bad: [
    {
      script: `
        /interface list
        add name=A include=B,C
                           ^^^
        add name=B
        add name=C exclude=D
        add name=D include=A
        `,
      message: 'The list of interfaces A is made of itself by way of C, D, so nobody can tell who is on it.',
      related: ['4: part of the circle', '5: part of the circle'],
    },
    {
      script: `
        /interface list
        add name=A include=A
                           ^
        add name=B include=A
        `,
      message: 'The list of interfaces A is made of itself, so nobody can tell who is on it.',
    },
    {
      script: `
        /interface bridge
        add name=bridge1
        /interface bridge port
        add bridge=bridge1 interface=bridge1
                                     ^^^^^^^
        `,
      message: 'bridge1 is a port of itself, so no packet comes by it. Take one of the ports out.',
    },
    {
      script: `
        /interface bridge port
        add bridge=bridge1 interface=bond1
                                     ^^^^^
        /interface bonding
        add name=bond1 slaves=ether1,bridge1
        `,
      message: 'bond1 is a port of itself by way of bridge1, so no packet comes by it.',
      related: ['4: part of the circle'],
    },
  ],
});
