import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';

function codes(text: string): string[] {
  const { problems, lines } = analyse(text, { rules: [] });
  return problems.map(({ ruleId, range }) => `${lines.position(range.start).line + 1} ${ruleId}`);
}

const ADD = (address: string): string => `add address=${address}/24 interface=ether1\n`;

test('a conflict is one problem, whatever comes of its marks', () => {
  const both = `/ip address\n<<<<<<< HEAD\n${ADD('192.0.2.1')}=======\n${ADD('192.0.2.2')}>>>>>>> 0123456\n`;
  expect(codes(both)).toEqual(['2 merge-conflict']);
  expect(codes(`${both}${both.slice(12)}`)).toEqual(['2 merge-conflict', '7 merge-conflict']);
  const three = both.replace('=======', '||||||| base\nadd address=192.0.2.3/24 interface=ether1\n=======');
  expect(codes(three)).toEqual(['2 merge-conflict']);
});

test('other faults beside it are still found', () => {
  expect(codes(`<<<<<<< a\n=======\n>>>>>>> b\n/ip address\nadd address = 1\n`)).toContain('5 blank-before-equals');
});

test('a banner is no conflict', () => {
  expect(codes('=======\n/ip address print\n')).not.toContain('1 merge-conflict');
  expect(codes('# <<<<<<< HEAD\n')).toEqual([]);
});
