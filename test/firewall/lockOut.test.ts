import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { type Packet, parsePacket } from '../../server/src/packet/packet.ts';
import { traceSession } from '../../server/src/reports/trace.ts';

const SESSION = 'tcp 192.168.88.10:50000 -> :8291 in=bridge';

/** Each change as `line running/anew`, with `yes` and `no`, and the line that refuses. */
function check(script: string, expected: readonly string[], packet = SESSION): void {
  const stages = traceSession(analyse(script), parsePacket(packet) as Packet);
  const word = (value: boolean): string => (value ? 'yes' : 'no');
  expect(
    stages.map(({ line, running, anew, by }) => `${line ?? 0} ${word(running)}/${word(anew)}${by ? ` ${by}` : ''}`),
  ).toEqual(expected);
}

const FILTER = '/ip firewall filter\n';

test('the usual order keeps the session', () =>
  check(
    `${FILTER}add chain=input action=accept connection-state=established,related\nadd chain=input action=accept protocol=tcp dst-port=8291\nadd chain=input action=drop\n`,
    ['0 yes/yes'],
  ));
test('a drop before the accept cuts it off, though a later line mends it', () =>
  check(`${FILTER}add chain=input action=drop\nadd chain=input action=accept place-before=0\n`, [
    '0 yes/yes',
    '2 no/no 2',
    '3 yes/yes',
  ]));
test('the session goes on but nobody gets in again', () =>
  check(`${FILTER}add chain=input action=accept connection-state=established,related\nadd chain=input action=drop\n`, [
    '0 yes/yes',
    '3 yes/no 3',
  ]));
test('enabling a rule is a change as well', () =>
  check(`${FILTER}add chain=input action=drop disabled=yes comment=last\nenable [find comment=last]\n`, [
    '0 yes/yes',
    '3 no/no 2',
  ]));
test('a list of interfaces that is filled later', () =>
  check(
    `/interface list add name=LAN\n/interface list member add list=LAN interface=ether9\n${FILTER}add chain=input action=drop in-interface-list=!LAN\n/interface list member add list=LAN interface=bridge\n`,
    ['0 yes/yes', '4 no/no 4', '5 yes/yes'],
  ));
test('a list of interfaces that the router has already may hold the one of the session', () =>
  check(
    `/interface list member add list=LAN interface=ether9\n${FILTER}add chain=input action=drop in-interface-list=!LAN\n`,
    ['0 yes/yes', '3 yes/yes'],
  ));
test('rules for what goes through the router do not matter', () =>
  check(`${FILTER}add chain=forward action=drop\n`, ['0 yes/yes']));
