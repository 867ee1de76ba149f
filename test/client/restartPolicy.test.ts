import { describe, expect, it } from 'vitest';
import { RestartPolicy } from '../../client/src/restartPolicy.ts';

const minute = 60_000;

describe('a server that crashes', () => {
  it('is restarted, and the user hears of the first crash only', () => {
    const policy = new RestartPolicy();
    expect([0, 1, 2, 3].map((time) => policy.crashed(time))).toEqual([
      { restart: true, tell: true },
      { restart: true, tell: false },
      { restart: true, tell: false },
      { restart: true, tell: false },
    ]);
  });

  it('stays off after the fifth crash in ten minutes, and the user hears of that', () => {
    const policy = new RestartPolicy();
    for (const time of [0, 1, 2, 3]) policy.crashed(time);
    expect(policy.crashed(10 * minute - 1)).toEqual({ restart: false, tell: true });
  });

  it('stays off when each start ends with the same file after a minute', () => {
    const policy = new RestartPolicy();
    const restarts = [0, 1, 2, 3, 4].map((crash) => policy.crashed(crash * minute).restart);
    expect(restarts).toEqual([true, true, true, true, false]);
  });

  it('is restarted for ever when it crashes seldom, and each crash is told', () => {
    const policy = new RestartPolicy();
    for (let time = 0; time < 100 * minute; time += 11 * minute) {
      expect(policy.crashed(time)).toEqual({ restart: true, tell: true });
    }
  });
});
