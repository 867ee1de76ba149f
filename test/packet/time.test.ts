import { describe, expect, it } from 'vitest';
import { formatDuration, parseTime } from '../../server/src/packet/time.ts';

describe('parseTime', () => {
  it.each([
    ['30s', 30],
    ['30m', 1800],
    ['1000m', 60_000],
    ['1w2d3h4m5s', 788_645],
    ['35w3d13h13m56s', 21_474_836],
    ['500ms', 0.5],
    ['1s500ms', 1.5],
    ['2m30s', 150],
    ['0.5s', 0.5],
    ['00:01:00', 60],
    ['1d00:00:00', 86_400],
    ['1w1d00:00:01', 691_201],
    ['00:00:00.500', 0.5],
    ['2735w21:41:43.48', 2735 * 604_800 + 78_103.48],
    ['10:30', 37_800],
    ['3', 3],
    ['0', 0],
    ['8h', 28_800],
  ])('reads %s', (text, seconds) => {
    expect(parseTime(text)?.seconds).toBeCloseTo(seconds, 6);
  });

  it.each([
    '',
    '9'.repeat(400),
    'none-dynamic',
    'none-static',
    '5x',
    '1h2w',
    '1m1m',
    '-5s',
    '1:2:3:4',
    '00:99:00',
    '00:00:60',
    '$t',
  ])('does not guess %j', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
});

describe('formatDuration', () => {
  it.each([
    [30, '30 s'],
    [1800, '30 min'],
    [60_000, '16 h 40 min'],
    [86_400, '1 day'],
    [172_800, '2 days'],
    [604_800, '1 week'],
    [2_592_000, '4 weeks 2 days'],
    [0.5, '500 ms'],
    [0.1 + 0.2, '300 ms'],
    [1.5, '1 s 500 ms'],
    [0, '0 s'],
  ])('says %d', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });
});
