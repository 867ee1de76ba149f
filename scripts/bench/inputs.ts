/**
 * What hostile and very long inputs cost: `npm run bench -- inputs`. Twice as much of the same may take little more than
 * twice as long; each ratio is taken within one round, and its least over the rounds counts.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { Project } from '../../server/src/project/project.ts';
import { tokenizeForColours } from '../../test/grammar/tokenize.ts';
import { root } from '../process.ts';
import { judge } from './report.ts';

const ROUNDS = 5;
const SESSION = 'add chain=input';

interface Input {
  readonly what: string;
  readonly run: (size: number) => void;
}

const enter = JSON.parse(readFileSync(path.join(root, 'syntaxes/language-configuration.json'), 'utf8')) as {
  readonly onEnterRules: readonly Readonly<Record<string, string>>[];
};
const PIECES = ['a=', 'aa:', '::', '\\"', '/a ', 'set a,', 'find a=', '“', '"a"=', '$"a'];

const inputs: readonly Input[] = [
  { what: 'the rules for Enter on a long line', run: (size) => pressEnter(`${'{ \\ '.repeat(size * 4_000)}x`) },
  ...PIECES.map((piece) => ({
    what: `colours of a line of ${JSON.stringify(piece)}`,
    run: (size: number) => tokenizeForColours(`${piece.repeat((size * 2_000) / piece.length)}\n${SESSION}`),
  })),
  {
    what: 'a pattern of rosfw.json that backtracks elsewhere',
    run: (size) => void new Project({ ignore: [`${'*a'.repeat(50)}b`] }).settingsOf('a'.repeat(size * 1_000)),
  },
  {
    what: 'comments that silence as many findings',
    run: (size) => {
      const lines = Array.from(
        { length: size * 200 },
        (_, i) => `# rosfw-ignore-next-line r${i} -- x\n${SESSION} port=1${i}`,
      );
      analyse(`/ip firewall filter\n${lines.join('\n')}`, { rules: [] });
    },
  },
];

function pressEnter(line: string): void {
  for (const rule of enter.onEnterRules) {
    for (const name of ['beforeText', 'afterText', 'previousLineText']) {
      if (rule[name] !== undefined) new RegExp(rule[name]).test(line);
    }
  }
}

function time(run: () => void): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

judge(
  inputs.map(({ what, run }) => {
    run(1);
    const ratios = Array.from({ length: ROUNDS }, () => time(() => run(10)) / time(() => run(5)));
    return { what: `${what}: twice as much`, measured: Math.min(...ratios), most: 3 };
  }),
);
