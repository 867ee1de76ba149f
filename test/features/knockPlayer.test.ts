import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { FileAnalysis } from '../../server/src/analysis/analysis.ts';
import {
  type Frame,
  type PlayQuestion,
  type PlayState,
  play,
  programmes,
} from '../../server/src/features/knockView/knockPlayer.ts';
import { strengthOf } from '../../server/src/knock/strength.ts';
import { type Packet, parsePacket } from '../../server/src/packet/packet.ts';
import { trace } from '../../server/src/reports/trace.ts';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));
const SCANNER = { rate: 1_000, seed: 7 };

/** All frames of a programme, asked for part by part, and how many parts there were. */
function playAll(analysis: FileAnalysis, question: Omit<PlayQuestion, 'from'>): { frames: Frame[]; parts: number } {
  const frames: Frame[] = [];
  let from: PlayState | undefined;
  for (let parts = 1; ; parts++) {
    const answer = play(analysis, { ...question, from });
    if ('fault' in answer) throw new Error(answer.fault);
    frames.push(...answer.frames);
    if (answer.next === null) return { frames, parts };
    // As it goes over a wire and comes back.
    from = JSON.parse(JSON.stringify(answer.next)) as PlayState;
  }
}

/** What `rosfw trace` says of the frame's packet, sent by a source on the lists of the frame. */
function check(analysis: FileAnalysis, frame: Frame, held: readonly string[] = frame.suppositions): void {
  const { before, suppositions: _, ...told } = frame;
  const packet = parsePacket(told.packet) as Packet;
  const [traced] = trace(analysis, [packet], { lists: before, suppositions: held });
  const matched = traced?.steps
    .filter((step) => step.matched)
    .flatMap(({ line, file }) => (line === null ? [] : [{ line, ...(file && { file }) }]));
  const lists = told.lists.map(({ name }) => name);
  expect({ ...told, lists: [...lists].sort() }, told.packet).toMatchObject({
    verdict: traced?.verdict,
    line: traced?.line ?? null,
    matched,
    lists: [...(traced?.lists ?? [])].sort(),
  });
}

const files = readdirSync(EXAMPLES).filter((name) => name.endsWith('.rsc'));
const knocking = files
  .map((name) => ({ name, analysis: analyse(readFileSync(EXAMPLES + name, 'utf8')) }))
  .filter(({ analysis }) => analysis.knocks.length > 0);

const knocks = knocking.flatMap(({ name, analysis }) =>
  analysis.knocks.map((knock, index) => ({ name, analysis, index, knock, list: knock.grant.list })),
);

test.each(knocks)('$name, knock $index: who knows it gets in, each frame as rosfw trace says', (one) => {
  const { analysis, index, knock } = one;
  if (!programmes(knock, analysis).includes('genuine')) {
    // Of what does not work it may be that no packet fits a stage.
    expect(knock.verdict).not.toBe('works');
    return;
  }
  const { frames } = playAll(analysis, { knock: index, programme: 'genuine', ...SCANNER });
  for (const frame of frames) check(analysis, frame);
  const end = knock.gates.length > 0 ? ['service'] : [];
  expect(frames.map(({ part }) => part)).toEqual([...Array(frames.length - end.length).fill('knock'), ...end]);
  if (knock.verdict === 'works') expect(frames.at(-1)?.verdict).toBe('accept');
});

/** Scans send up to 400,000 packets, so that they are played for a few files: weak, broken, with a trap. */
const SCANNED = new Set([
  'knock.rsc',
  'weak-knocks-faulty.rsc',
  'broken-knocks-faulty.rsc',
  'wiki-9000-6000-clean.rsc',
]);

test.each(knocks.filter(({ name }) => SCANNED.has(name)))(
  '$name, knock $index: scans open it as is said of it, each frame as rosfw trace says',
  { timeout: 60_000 },
  ({ analysis, index, knock, list }) => {
    const scans = programmes(knock, analysis).filter((programme) => programme !== 'genuine');
    const opening = scans.flatMap((programme) => {
      const { frames } = playAll(analysis, { knock: index, programme, ...SCANNER });
      for (const frame of frames) check(analysis, frame);
      const end = frames.at(-1);
      const opens = programme !== 'random' && end?.part === 'service' && end.verdict === 'accept';
      return opens ? [end.sent] : [];
    });
    const sweep = strengthOf(knock, analysis.firewall)?.sweeps.find(({ rate }) => rate === SCANNER.rate)?.sweep;
    // A scanner takes the stages of another knock to the same list, too; what is said of this one leaves them out.
    const alone = analysis.knocks.filter(({ grant }) => grant.list === list).length === 1;
    if (alone && scans.length > 0) expect(opening.length === 0 ? undefined : Math.min(...opening)).toBe(sweep?.packets);
    if (sweep !== undefined) expect(Math.min(...opening)).toBeLessThanOrEqual(sweep.packets);
  },
);

const KNOCK = `/ip firewall filter
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=open
add chain=input action=add-src-to-address-list protocol=tcp dst-port=7000 address-list=one address-list-timeout=3s
add chain=input action=add-src-to-address-list protocol=tcp dst-port=8000 src-address-list=one address-list=open address-list-timeout=1m
add chain=input action=drop
`;

test('lists fill, timers run, the gate opens', () => {
  const { frames } = playAll(analyse(KNOCK), { knock: 0, programme: 'genuine', ...SCANNER });
  expect(
    frames.map(({ at, shown, verdict, line, lists }) => [
      at,
      shown.slice(shown.indexOf('>') + 2),
      verdict,
      line,
      lists,
    ]),
  ).toEqual([
    [0, ':7000', 'drop', 5, [{ name: 'one', seconds: 3 }]],
    [
      0.5,
      ':8000',
      'drop',
      5,
      [
        { name: 'one', seconds: 2.5 },
        { name: 'open', seconds: 60 },
      ],
    ],
    [
      1,
      ':22',
      'accept',
      2,
      [
        { name: 'one', seconds: 2 },
        { name: 'open', seconds: 59.5 },
      ],
    ],
  ]);
});

test('an entry ends while a scan goes on, and the scan is asked for in parts', () => {
  const { frames, parts } = playAll(analyse(KNOCK), { knock: 0, programme: 'ascending', rate: 300, seed: 1 });
  expect(parts).toBeGreaterThan(1);
  const seen = frames.map(({ sent, lists }) => [sent, lists.map(({ name }) => name).join(' ')]);
  // 1,000 packets after the first knock its entry has ended: 900 of them take three seconds.
  expect(seen.slice(0, 2)).toEqual([
    [7000, 'one'],
    [7900, ''],
  ]);
});

test('a random scan is the same with the same seed', () => {
  const run = (seed: number): string =>
    JSON.stringify(playAll(analyse(KNOCK), { knock: 0, programme: 'random', rate: 20_000, seed }).frames);
  expect(run(1)).toBe(run(1));
  expect(run(1)).not.toBe(run(2));
});

test('what a packet must hold goes with it', () => {
  const text = KNOCK.replace('dst-port=7000', 'dst-port=7000 content=sesame');
  const analysis = analyse(text);
  const { frames } = playAll(analysis, { knock: 0, programme: 'genuine', ...SCANNER });
  expect(frames[0]?.suppositions).toEqual(['content=***']);
  // What it must hold is a secret, so that a frame does not say it.
  for (const frame of frames) check(analysis, frame, frame.suppositions.length === 0 ? [] : ['content=sesame']);
  expect(frames.at(-1)?.verdict).toBe('accept');
});

test('a knock that is no more', () => {
  expect(play(analyse('/ip firewall filter\n'), { knock: 0, programme: 'genuine', ...SCANNER })).toEqual({
    fault: 'There is no such knock in this file any more.',
  });
});
