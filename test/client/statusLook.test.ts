import { expect, test } from 'vitest';
import { type StatusLook, statusLook } from '../../client/src/status/statusLook.ts';
import type { StatusParams } from '../../server/src/lsp/protocol.ts';

const english = (text: string, ...values: (string | number)[]): string =>
  text.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));
const NEWS: StatusParams = { uri: 'file:///a.rsc', from: 'default', busy: false, problems: 0 };

test.each<[Partial<StatusParams>, StatusLook]>([
  [
    {},
    {
      text: 'RouterOS 7.x',
      detail: 'assumed, 0 problems',
      busy: false,
      isSlow: false,
    },
  ],
  [
    { version: '7.20', from: 'setting', problems: 1 },
    { text: 'RouterOS 7.20', detail: 'by setting, 1 problem', busy: false, isSlow: false },
  ],
  [
    { version: '7.16.2', from: 'header of the export', problems: 2, busy: true },
    { text: 'RouterOS 7.16.2', detail: 'by the export, 2 problems', busy: true, isSlow: false },
  ],
  [
    { version: '7.18', from: 'rosfw.json', problems: 12, slow: 2_345 },
    {
      text: 'RouterOS 7.18',
      detail: 'by rosfw.json, 12 problems, slow: the last analysis took 2.3 s',
      busy: false,
      isSlow: true,
    },
  ],
])('%o', (news, look) => {
  expect(statusLook({ ...NEWS, ...news }, english)).toEqual(look);
});

test('nothing is claimed of what the server has not told', () => {
  expect(statusLook(undefined, english)).toEqual({ text: 'RouterOS', detail: '', busy: false, isSlow: false });
});
