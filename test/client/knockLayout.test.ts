import { describe, expect, test } from 'vitest';
import { type Layout, layout } from '../../client/src/webview/layout.ts';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { knockViews } from '../../server/src/features/knockView/knockView.ts';
import { knockScript, seeded } from '../../server/src/knock/write/knockScript.ts';
import { KNOCK_DEFAULTS } from '../../server/src/lsp/protocol.ts';

function drawn(steps: number, room?: number): Layout {
  const script = knockScript({ ...KNOCK_DEFAULTS, protocols: ['tcp', 'udp'], steps, random: seeded(steps) });
  if ('fault' in script) throw new Error(script.fault);
  const [view] = knockViews(analyse(script.text));
  if (view === undefined) throw new Error('There is no knock.');
  return layout(view, room);
}

function overlaps(a: Layout['boxes'][number], b: Layout['boxes'][number]): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe.each([2, 4, 6, 8])('a knock of %i steps', (steps) => {
  test.each([undefined, 320, 560])('stands in its picture without one box over another, in %s pixels', (room) => {
    const { boxes, arrows, width, height } = drawn(steps, room);
    // No list, each stage's list, access granted, and the list of the banned.
    expect(boxes).toHaveLength(steps + 3);
    for (const [index, box] of boxes.entries()) {
      expect(boxes.slice(index + 1).filter((other) => overlaps(box, other))).toEqual([]);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
    }
    for (const { labels } of arrows) {
      for (const { text, x, y } of labels) {
        expect(x + text.length * 7).toBeLessThanOrEqual(width);
        expect(y).toBeLessThanOrEqual(height);
      }
    }
  });

  test('fits into a panel of 320 pixels at the smallest size of its text', () => {
    expect(drawn(steps, 320).width * 0.85).toBeLessThanOrEqual(320);
    expect(drawn(steps, 560).width * 0.85).toBeLessThanOrEqual(560);
    expect(drawn(steps).width).toBeGreaterThan(500);
  });
});
