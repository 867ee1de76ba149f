import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { specify } from '../support/ruleTester.ts';

specify('accept-below-drop', {
  ipv6: true,
  good: [
    `
    /ip firewall filter
    add chain=input action=drop src-address=192.0.2.0/24
    add chain=input action=accept src-address=198.51.100.0/24
    `,
    `
    /ip firewall filter
    add chain=input action=drop
    add chain=input action=accept protocol=tcp dst-port=22 disabled=yes
    `,
    // What repeats an accept is a duplicate, wherever both stand.
    `
    /ip firewall filter
    add chain=input action=accept protocol=tcp dst-port=22
    add chain=input action=drop
    add chain=input action=accept protocol=tcp dst-port=22
    `,
    // Below an accept it is unreachable for another reason.
    `
    /ip firewall filter
    add chain=input action=accept protocol=tcp
    add chain=input action=accept protocol=tcp dst-port=22
    `,
  ],
  bad: [
    {
      // Menu and command in one line: what goes to another place has its menu with it.
      script: `
        /ip firewall filter add chain=input action=drop protocol=udp
        /ip firewall filter
        add chain=input action=accept protocol=udp dst-port=51820
        ^^^
        `,
      message: 'Move it above line 1.',
      output: `
        + /ip firewall filter add chain=input action=accept protocol=udp dst-port=51820
        - add chain=input action=accept protocol=udp dst-port=51820`,
    },
    {
      // And what goes to lines without a menu leaves its own behind.
      script: `
        /ip firewall filter
        add chain=input action=drop protocol=udp
        /ip firewall filter add chain=input action=accept protocol=udp dst-port=51820
                            ^^^
        `,
      message: 'Move it above line 2.',
      output: `
        + add chain=input action=accept protocol=udp dst-port=51820
        - /ip firewall filter add chain=input action=accept protocol=udp dst-port=51820`,
    },
    {
      // Above the drop it would take all that the drop is there for.
      script: `
        /ip firewall filter
        add chain=input action=drop protocol=tcp
        add chain=input action=accept protocol=tcp
        ^^^
        `,
      message: 'already drops every packet that this accepts. Narrow line 2, or remove this.',
    },
    {
      // Six below one drop are one mistake.
      script: `
        /ip firewall filter
        add chain=input action=drop protocol=tcp
        ^^^
        add chain=input action=accept protocol=tcp dst-port=22
        add chain=input action=accept protocol=tcp dst-port=80
        add chain=input action=accept protocol=tcp dst-port=443
        add chain=input action=accept protocol=tcp dst-port=8291
        add chain=input action=accept protocol=tcp dst-port=8728
        add chain=input action=accept protocol=tcp dst-port=8729
        `,
      message:
        'This already drops every packet that 6 later rules accept, so none of them is ever reached. Move them above it.',
      title: 'Move the 6 accepts above line 2',
      output: `
        - add chain=input action=drop protocol=tcp
        + add chain=input action=drop protocol=tcp`,
    },
    {
      // The drop is one of the default firewall, which has no line to stand above.
      assume: 'defconf',
      confidence: 'high',
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=8291 in-interface-list=WAN
        ^^^
        `,
      message: 'already drops every packet that this accepts',
      output: `
        - add chain=input action=accept protocol=tcp dst-port=8291 in-interface-list=WAN
        + add chain=input action=accept protocol=tcp dst-port=8291 in-interface-list=WAN place-before=[find chain=input comment="defconf: drop all not coming from LAN"]`,
    },
    {
      // It has a place already, and not a good one.
      assume: 'defconf',
      confidence: 'high',
      script: `
        /ip firewall filter
        add chain=input action=log comment=last
        add chain=input action=accept protocol=tcp dst-port=8291 in-interface-list=WAN place-before=[find comment=last]
        ^^^
        `,
      message: 'already drops every packet that this accepts',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=drop protocol=tcp dst-port=1-100
        add chain=input action=reject protocol=tcp dst-port=101-200
        add chain=input action=accept protocol=tcp dst-port=50-150
        ^^^
        `,
      message:
        'Never reached: rules 1, 2 of the chain input together already refuse every packet that this accepts. Move it above line 2.',
      related: ['2: drops some of the packets that it matches', '3: rejects some of the packets that it matches'],
      output: `
        + add chain=input action=accept protocol=tcp dst-port=50-150
        - add chain=input action=accept protocol=tcp dst-port=50-150`,
    },
    {
      script: `
        /ip firewall raw
        add chain=prerouting action=drop protocol=udp dst-port=1-100
        /ip firewall filter
        add chain=input action=drop protocol=udp dst-port=101-200
        add chain=input action=accept protocol=udp dst-port=50-150
        ^^^
        `,
      message:
        'Never reached: rule 1 of the chain prerouting in raw and rule 1 of the chain input together already refuse every packet that this accepts. Narrow one of line 2, line 4, or remove this.',
    },
    {
      // A value that is to be filled in is compared with what is not.
      script: `
        /ip firewall filter
        add chain=input action=drop
        add chain=input action=accept in-interface=<WAN>
        ^^^
        `,
      message: 'Never reached: rule 1 of the chain input (line 2) already drops every packet that this accepts.',
      output: `
        - add chain=input action=drop
        + add chain=input action=drop`,
    },
    {
      script: `
        /ip firewall filter
        add chain=forward action=reject protocol=tcp dst-port=1-1024
        add chain=forward action=accept protocol=tcp dst-port=443 dst-address=203.0.113.10
        ^^^
        `,
      message: 'Move it above line 2.',
      related: ['2: rejects every packet that it matches'],
      output: `
        - add chain=forward action=reject protocol=tcp dst-port=1-1024
        + add chain=forward action=reject protocol=tcp dst-port=1-1024`,
    },
    {
      script: `
        /ip firewall raw
        add chain=prerouting action=drop protocol=udp dst-port=53
        /ip firewall filter
        add chain=input action=accept protocol=udp dst-port=53 src-address=192.0.2.53
        ^^^
        `,
      message:
        'rule 1 of the chain prerouting in raw (line 2) already drops every packet that this accepts. Narrow line 2, or remove this.',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=drop protocol=tcp
        add chain=input action=drop protocol=udp
        add chain=input action=accept protocol=tcp dst-port=22
        ^^^
        add chain=input action=accept protocol=udp dst-port=161
        ^^^
        `,
      message: ['Move it above line 2.', 'Move it above line 3.'],
      output: [
        `
        + add chain=input action=accept protocol=tcp dst-port=22
        - add chain=input action=accept protocol=tcp dst-port=22`,
        `
        + add chain=input action=accept protocol=udp dst-port=161
        - add chain=input action=accept protocol=udp dst-port=161`,
      ],
    },
  ],
});

/** Lines on which the rule finds something, counted from 1. */
function check(script: string, lines: readonly number[]): void {
  const { findings, lines: table } = analyse(script);
  const own = findings.filter(({ ruleId }) => ruleId === 'accept-below-drop');
  expect(
    own.map(({ range }) => table.position(range.start).line + 1),
    script,
  ).toEqual(lines);
}

const MENU = '/ip firewall filter\n';
const DROP = 'add chain=input action=drop comment=drop\n';
const ACCEPT = 'add chain=input action=accept protocol=tcp dst-port=22 comment=ssh\n';

test('an accept below an unconditional drop', () => check(`${MENU}${DROP}${ACCEPT}`, [3]));
test('an accept above it', () => check(`${MENU}${ACCEPT}${DROP}`, []));
test('place-before puts it above', () => check(`${MENU}${DROP}${ACCEPT.trim()} place-before=0\n`, []));
test('place-before [find] puts it above', () =>
  check(`${MENU}${DROP}${ACCEPT.trim()} place-before=[find comment=drop]\n`, []));
test('place-before puts a drop above the accept', () => check(`${MENU}${ACCEPT}${DROP.trim()} place-before=0\n`, [2]));
test('move puts it above', () => check(`${MENU}${DROP}${ACCEPT}move [find comment=ssh] [find comment=drop]\n`, []));
test('move puts it below', () => check(`${MENU}${ACCEPT}${DROP}move [find comment=ssh]\n`, [2]));
test('a disabled drop takes nothing', () => check(`${MENU}${DROP}${ACCEPT}disable [find comment=drop]\n`, []));
test('a removed drop takes nothing', () => check(`${MENU}${DROP}${ACCEPT}remove [find comment=drop]\n`, []));
test('a place outside the file is no ground for a claim', () =>
  check(`${MENU}${DROP}${ACCEPT.trim()} place-before=[find comment="defconf: drop all not coming from LAN"]\n`, []));
test('a drop in a condition is no ground for a claim', () =>
  check(`${MENU}:if ($strict) do={ ${DROP.trim()} }\n${ACCEPT}`, []));
test('a change of rules that are not to be told is no ground for a claim', () => {
  check(`${MENU}${DROP}${ACCEPT}disable $ids\n`, []);
  check(`${MENU}${DROP}${ACCEPT}move $ids destination=0\n`, []);
  check(`${MENU}${DROP}${ACCEPT}print\n`, [3]);
});
test('another chain', () => check(`${MENU}add chain=forward action=drop\n${ACCEPT}`, []));
test('another family', () => check(`/ipv6 firewall filter\n${DROP}/ip firewall filter\n${ACCEPT}`, []));
test('a narrower drop', () => check(`${MENU}add chain=input action=drop src-address=10.0.0.0/8\n${ACCEPT}`, []));
test('a drop of the same packets in other words', () =>
  check(
    `${MENU}add chain=input action=drop protocol=6 dst-port=20-30\nadd chain=input protocol=tcp dst-port=22,23 src-address=10.1.0.0/16\n`,
    [3],
  ));
test('reject counts, accept and log do not', () => {
  check(`${MENU}add chain=input action=reject protocol=tcp\n${ACCEPT}`, [3]);
  check(`${MENU}add chain=input action=accept protocol=tcp\n${ACCEPT}`, []);
  check(`${MENU}add chain=input action=log\n${ACCEPT}`, []);
});
test('a drop that matches only now and then', () => {
  check(`${MENU}add chain=input action=drop limit=10,5:packet\n${ACCEPT}`, []);
  check(`${MENU}add chain=input action=drop psd=21,3s,3,1 protocol=tcp\n${ACCEPT}`, []);
});
test('a drop of a list spares the others', () =>
  check(`${MENU}add chain=input action=drop src-address-list=bad\n${ACCEPT}`, []));
test('a drop of all but a list spares the list', () => {
  check(`${MENU}add chain=input action=drop src-address-list=!ok\nadd chain=input src-address-list=ok\n`, []);
  check(
    `${MENU}add chain=input action=drop src-address-list=!ok\nadd chain=input src-address-list=!ok protocol=tcp\n`,
    [3],
  );
});
test('drop of all but LAN, then an accept from WAN, with the assumption said', () => {
  const script = `${MENU}add chain=input action=drop in-interface-list=!LAN\nadd chain=input in-interface-list=WAN protocol=tcp dst-port=22\n`;
  check(script, [3]);
  const [finding] = analyse(script).findings.filter(({ ruleId }) => ruleId === 'accept-below-drop');
  expect(finding?.message).toContain('assuming that WAN and LAN share no interface');
  expect(finding?.confidence).toBe('high');
});
test('the members of the lists decide where the file has them', () => {
  const members = (wan: string): string =>
    `/interface list member\nadd list=LAN interface=bridge\nadd list=WAN interface=${wan}\n`;
  const rules = `${MENU}add chain=input action=drop in-interface-list=!LAN\nadd chain=input in-interface-list=WAN protocol=tcp dst-port=22\n`;
  const made = '/interface list add name=LAN\n/interface list add name=WAN\n';
  check(members('ether1') + rules, [6]);
  check(made + members('ether1') + rules, [8]);
  check(members('bridge') + rules, []);
  check(made + members('bridge') + rules, []);
});
test('an accept without an interface is reached from LAN', () =>
  check(`${MENU}add chain=input action=drop in-interface-list=!LAN\n${ACCEPT}`, []));
test('connection states', () => {
  check(
    `${MENU}add chain=input action=drop connection-state=invalid,new\nadd chain=input connection-state=new protocol=tcp\n`,
    [3],
  );
  check(`${MENU}add chain=input action=drop connection-state=invalid\n${ACCEPT}`, []);
  check(
    `${MENU}add chain=input action=drop connection-state=!established,related\nadd chain=input connection-state=new\n`,
    [3],
  );
});
test('a port on either side covers the destination port', () =>
  check(`${MENU}add chain=input action=drop protocol=tcp port=22\n${ACCEPT}`, [3]));
test('the fix moves the whole command with its continuations', () => {
  const script = `${MENU}${DROP}add chain=input action=accept \\\n    protocol=tcp dst-port=22\n`;
  const fix = analyse(script).findings[0]?.fixes[0];
  expect(applyEdits(script, fix?.edits ?? [])).toBe(
    `${MENU}add chain=input action=accept \\\n    protocol=tcp dst-port=22\n${DROP}`,
  );
});
test('several drops that take everything together', () => {
  check(
    `${MENU}add chain=input action=drop protocol=tcp\nadd chain=input action=drop protocol=!tcp\n${ACCEPT.replace('protocol=tcp dst-port=22 ', '')}`,
    [4],
  );
  check(
    `${MENU}add chain=input action=drop protocol=udp dst-port=1-30000\nadd chain=input action=reject protocol=udp dst-port=30001-65535\nadd chain=input protocol=udp dst-port=53,40000\n`,
    [4],
  );
  check(
    `${MENU}add chain=input action=drop connection-state=new\nadd chain=input action=drop connection-state=!new\nadd chain=input protocol=tcp\n`,
    [4],
  );
  check(
    `${MENU}add chain=input action=drop src-address-list=a\nadd chain=input action=drop src-address-list=!a\nadd chain=input protocol=tcp\n`,
    [4],
  );
  check(
    `${MENU}add chain=input action=drop protocol=udp dst-port=1-30000\nadd chain=input action=drop protocol=udp dst-port=30002-65535\nadd chain=input protocol=udp dst-port=30000-30002\n`,
    [],
  );
});
test('an accept among the rules in the way is another fault', () =>
  check(
    `${MENU}add chain=input action=drop protocol=tcp\nadd chain=input action=accept protocol=!tcp\nadd chain=input action=accept src-address=10.0.0.1\n`,
    [],
  ));
test('a list that is filled between the drop and the accept is no ground for a claim', () => {
  const list = 'src-address-list=k';
  const filler = 'add chain=input action=add-src-to-address-list address-list=k protocol=udp\n';
  check(`${MENU}add chain=input action=drop ${list}\nadd chain=input ${list} protocol=tcp\n`, [3]);
  check(`${MENU}add chain=input action=drop ${list}\n${filler}add chain=input ${list} protocol=tcp\n`, []);
  check(`${MENU}${filler}add chain=input action=drop ${list}\nadd chain=input ${list} protocol=tcp\n`, [4]);
  check(
    `${MENU}add chain=input action=drop ${list}\nadd chain=input action=jump jump-target=x\nadd chain=input ${list} protocol=tcp\n${filler.replace('input', 'x')}`,
    [],
  );
});
test('an interface and the list that holds it', () => {
  const members = '/interface list member add list=WAN interface=ether1\n';
  check(
    `${members}${MENU}add chain=input action=drop in-interface-list=WAN\nadd chain=input in-interface=ether1 protocol=tcp\n`,
    [4],
  );
  check(
    `${members}${MENU}add chain=input action=drop in-interface-list=WAN\nadd chain=input in-interface=ether2 protocol=tcp\n`,
    [],
  );
  check(`${MENU}add chain=input action=drop in-interface=!ether2\nadd chain=input in-interface=ether1\n`, [3]);
});
test('the fix takes the comment lines right above along, and no others', () => {
  const script = `${MENU}${DROP}# not this one\n\n# about ssh\n# more of it\n${ACCEPT}`;
  const fix = analyse(script).findings[0]?.fixes[0];
  expect(applyEdits(script, fix?.edits ?? [])).toBe(
    `${MENU}# about ssh\n# more of it\n${ACCEPT}${DROP}# not this one\n\n`,
  );
});
test('a list of interfaces whose members are not sure is no ground for a claim', () => {
  const rules = `${MENU}add chain=input action=drop in-interface-list=WAN\nadd chain=input in-interface=ether1 protocol=tcp\n`;
  check(`:if ($x) do={ /interface list member add list=WAN interface=ether1 }\n${rules}`, []);
  const included = (member: string): string =>
    `/interface list add name=WAN include=OTHER\n/interface list member add list=WAN interface=${member}\n`;
  check(`${included('ether2')}${rules}`, []);
  check(`${included('ether1')}${rules}`, [5]);
  check(`/interface list member add list=WAN interface=$wan\n${rules}`, []);
});
