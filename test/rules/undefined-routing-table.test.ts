import { expect, test } from 'vitest';
import { specify } from '../support/ruleTester.ts';
import { linesOf } from './findings.ts';

const TABLE = '/routing table\nadd disabled=no fib name=via-one\n';

specify('undefined-routing-table', {
  differs: {
    disabled: ['same', 'RouterOS refuses the line, whatever it is for.'],
    conditional: ['same', 'So is the line in a condition.'],
    opaque: ['same', 'What cannot be followed adds no table.'],
  },
  good: [
    `${TABLE}/ip firewall mangle\nadd chain=prerouting action=mark-routing new-routing-mark=via-one\nadd chain=output action=mark-routing new-routing-mark=main\n`,
    // Version 6 makes the table of the mark.
    '# 2020-11-01 10:00:00 by RouterOS 6.49\n/ip firewall mangle\nadd chain=prerouting action=mark-routing new-routing-mark=any\n',
    // A fragment that adds none, and one whose table may stand in another file.
    '/ip firewall mangle\nadd chain=prerouting action=mark-routing new-routing-mark=via-two\n',
    `${TABLE}/ip route\nadd gateway=192.0.2.1 routing-table=other\n`,
    // A name that is computed may be any.
    `:local name via-two\n${TABLE}add fib name=$name\n/ip route\nadd gateway=192.0.2.1 routing-table=via-tow\n`,
    // To be filled in.
    `${TABLE}/ip route\nadd gateway=192.0.2.1 routing-table=<TABLE>\n`,
  ],
  bad: [
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /routing table
        add disabled=no fib name=provider1
        /ip firewall mangle
        add action=mark-routing chain=prerouting in-interface=bridge new-routing-mark=backup
                                                                                      ^^^^^^
        `,
      message: 'No routing table is called backup, so RouterOS refuses this line. Add it to /routing table',
    },
    {
      script: `
        /routing table
        add disabled=no fib name=to_ISP2
        /ip route
        add gateway=192.0.2.1 routing-table=to_ISP1
        add gateway=192.0.2.1 routing-table=to-ISP2
                                            ^^^^^^^
        `,
      message: 'Did you mean to_ISP2?',
      output: `
        - add gateway=192.0.2.1 routing-table=to-ISP2
        + add gateway=192.0.2.1 routing-table=to_ISP2`,
    },
  ],
});

test.each([
  '/ip firewall mangle\nadd chain=prerouting action=mark-routing new-routing-mark=NAME',
  '/ipv6 firewall mangle\nadd chain=prerouting action=mark-routing new-routing-mark=NAME',
  '/ip route\nadd gateway=192.0.2.1 routing-table=NAME',
  '/ipv6 route\nadd gateway=2001:db8::1 routing-table=NAME',
  '/routing rule\nadd action=lookup table=NAME',
])('who asks for a table: %s', (text) => {
  const lines = (name: string): number[] => linesOf('undefined-routing-table', TABLE + text.replace('NAME', name));
  expect(lines('via-on')).toEqual([4]);
  for (const name of ['via-one', 'main', '""', '$x', '<TABLE>', '"{{ table }}"', '"{% x %}"'])
    expect(lines(name), name).toEqual([]);
  // A name like none of them is only missed in a whole file.
  expect(lines('elsewhere')).toEqual([]);
  const whole = `# 2026-11-01 10:00:00 by RouterOS 7.20\n${TABLE}${text.replace('NAME', 'elsewhere')}`;
  expect(linesOf('undefined-routing-table', whole)).toEqual([5]);
  expect(linesOf('undefined-routing-table', whole.replace('7.20', '6.49'))).toEqual([]);
  expect(linesOf('undefined-routing-table', whole.replace('via-one', '$name'))).toEqual([]);
  expect(linesOf('undefined-routing-table', whole.replace(TABLE, ''))).toEqual([]);
});
