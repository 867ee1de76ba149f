import { describe, expect, it } from 'vitest';
import { IntervalSet } from '../../server/src/packet/intervalSet.ts';
import { allPorts, parsePorts } from '../../server/src/packet/ports.ts';

describe('parsePorts', () => {
  it.each([
    ['22', '22'],
    ['21,22,10000-60000', '21-22,10000-60000'],
    ['8291,22', '22,8291'],
    ['1-10,5-20,21', '1-21'],
    ['0-65535', '0-65535'],
    ['080', '80'],
  ])('reads %s', (text, printed) => {
    expect(parsePorts(text)?.toString()).toBe(printed);
  });

  it.each(['', '!22', '22,', ',22', '65536', '9-1', 'ssh', '22 23', '1-2-3', '-1', '0x16', '$port', '٢٢'])(
    'does not guess %j',
    (text) => {
      expect(parsePorts(text)).toBeUndefined();
    },
  );

  it('answers about sets', () => {
    const trap = parsePorts('1-65535')?.minus(parsePorts('888,555,222') ?? allPorts);
    expect(trap?.toString()).toBe('1-221,223-554,556-887,889-65535');
    expect(trap?.size()).toBe(65532);
    expect(trap?.contains(555)).toBe(false);
    expect(trap?.contains(556)).toBe(true);
    expect(trap?.complement(allPorts).toString()).toBe('0,222,555,888');
    expect(trap?.isSubset(allPorts)).toBe(true);
    expect(allPorts.isSubset(trap ?? allPorts)).toBe(false);
    expect(trap?.first).toBe(1);
    expect(IntervalSet.empty<number>().size()).toBe(0);
    expect(IntervalSet.empty<number>().isSubset(allPorts)).toBe(true);
    expect(IntervalSet.of<number>([[5, 3]]).isEmpty).toBe(true);
  });
});
