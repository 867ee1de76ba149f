import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { type CodeLensOptions, codeLenses } from '../../server/src/features/codeLenses.ts';
import { parsePacket } from '../../server/src/packet/packet.ts';

const ALL: CodeLensOptions = { knock: true, sweep: true, client: true, trace: true };

/** `line: title`, with what a click does. */
function shown(text: string, wanted: Partial<CodeLensOptions> = {}): string[] {
  const analysis = analyse(text);
  return codeLenses(analysis, { ...ALL, ...wanted }).map((lens) => {
    const { title, command } = lens.resolve();
    const click =
      command === undefined || command.kind === 'knocks'
        ? ''
        : ` [${command.kind === 'copy' ? command.text : command.packet}]`;
    return `${analysis.lines.position(lens.range.start).line + 1}: ${title}${click}`;
  });
}

const KNOCK = `/ip firewall filter
add chain=input action=accept connection-state=established
add chain=input action=accept src-address-list=safe protocol=tcp dst-port=22,8291
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m src-address-list=one protocol=udp dst-port=52306
add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=drop
`;

test('a knock says what it opens, what a sweep does, and how to knock', () =>
  expect(shown(KNOCK)).toEqual([
    '2: trace a packet [tcp 198.51.100.7:40000 -> :8291 state=established]',
    '3: trace a packet [tcp 198.51.100.7:40000 -> :8291]',
    '5: knock: 2 steps, opens ssh and winbox for 30 min',
    '5: opens to an ascending sweep in 5.9 s',
    '5: copy client command [knock -d 500 ROUTER 41873:tcp 52306:udp]',
  ]));

test('a knock that a trap guards withstands a sweep', () => {
  const clean = readFileSync('examples/mikrotik-manual-clean.rsc', 'utf8');
  expect(shown(clean, { trace: false })).toContain('13: stays shut to a sweep at 20,000 packets/s');
});

test('a knock that does not work says so, and offers nobody to knock', () => {
  const faulty = readFileSync('examples/broken-knocks-faulty.rsc', 'utf8');
  const lenses = shown(faulty, { trace: false });
  for (const [line, verdict] of [
    [8, 'bypassed'],
    [17, 'broken'],
    [25, 'broken'],
  ]) {
    expect(lenses.filter((lens) => lens.startsWith(`${line}: `))).toEqual([`${line}: knock: 2 steps, ${verdict}`]);
  }
});

test('each kind can be switched off', () => {
  for (const kind of ['knock', 'sweep', 'client', 'trace'] as const) {
    const without = codeLenses(analyse(KNOCK), { ...ALL, [kind]: false }).map((lens) => lens.kind);
    expect(without).not.toContain(kind);
    expect(new Set(without).size).toBe(3);
  }
});

test('packets to trace can be read', () => {
  for (const name of ['open-router-faulty', 'broken-knocks-faulty', 'mum-safe-haven-clean']) {
    const analysis = analyse(readFileSync(`examples/${name}.rsc`, 'utf8'));
    const packets = codeLenses(analysis, ALL).flatMap((lens) => {
      const { command } = lens.resolve();
      return command?.kind === 'trace' ? [command.packet] : [];
    });
    expect(packets.length).toBeGreaterThan(0);
    for (const packet of packets) expect(parsePacket(packet)).not.toHaveProperty('fault');
  }
});
