import { expect, test } from 'vitest';
import { analyse, analysisSteps } from '../../server/src/analysis/analyse.ts';
import type { TextReading } from '../../server/src/analysis/analysis.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { finish } from '../../server/src/text/steps.ts';

const SCRIPT = (port: number): string => `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=a address-list-timeout=10s protocol=tcp dst-port=${port}
add chain=input action=accept src-address-list=a
add chain=input action=drop
`;

test('an analysis given up half-way leaves the one that it went on from as it was', () => {
  const previous = analyse(SCRIPT(1));
  const tree = parse(SCRIPT(2));
  const whole = analyse(SCRIPT(2));
  let steps = 0;
  for (const _ of analysisSteps(tree, {}, { previous })) steps++;
  expect(steps).toBeGreaterThan(50);
  for (let given = 0; given < steps; given++) {
    const work = analysisSteps(tree, {}, { previous });
    for (let i = 0; i < given; i++) work.next();
  }
  const found = finish(analysisSteps(tree, {}, { previous }));
  expect(found.findings.map(({ message }) => message)).toEqual(whole.findings.map(({ message }) => message));
  expect(found.knocks.map(({ verdict }) => verdict)).toEqual(whole.knocks.map(({ verdict }) => verdict));
});

test('what reading shows is told before the rest is known', () => {
  let reading: TextReading | undefined;
  let before = 0;
  const work = analysisSteps(parse(SCRIPT(1)), {}, { whenRead: (read) => (reading = read) });
  for (; reading === undefined; before++) work.next();
  const analysis = finish(work);
  expect(analysis.script).toBe(reading.script);
  expect(before).toBeLessThan(10);
});

test('what rules of earlier versions matched is not remembered for ever', () => {
  let analysis = analyse(SCRIPT(1));
  for (let port = 2; port < 2_500; port++) {
    analysis = finish(analysisSteps(parse(SCRIPT(port)), {}, { previous: analysis }));
  }
  expect(analysis.reachability.space('ip').size).toBeLessThan(1_100);
  expect(analysis.knocks[0]?.test?.space.size).toBeLessThan(1_100);
});
