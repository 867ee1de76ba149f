import { afterEach, expect, test } from 'vitest';
import { allProblems } from '../../server/src/analysis/allProblems.ts';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { type Language, setLanguage } from '../../server/src/language/language.ts';

afterEach(() => setLanguage('en'));

function messages(language: Language, script: string): string[] {
  setLanguage(language);
  return allProblems(analyse(script)).map(({ message }) => message);
}

const SIX = `/ip firewall filter\n${'add chain=input action=acept\n'.repeat(6)}`;

test('the same fault in many places is one finding, and what the router says stands at its end', () => {
  const [english] = messages('en', SIX).filter((message) => message.includes('acept'));
  const [german, ...others] = messages('de', SIX).filter((message) => message.includes('acept'));
  expect(english).toMatch(/ The same stands in 5 more places\. RouterOS says "[^"]+"\.$/);
  expect(german).toMatch(/ Dasselbe steht an 5 weiteren Stellen\. RouterOS meldet "[^"]+"\.$/);
  expect(others).toEqual([]);
});

const INNER = '/system script add name=a source=":put (1 +"\n';

test('a fault of a script within the file does not speak of the file', () => {
  expect(messages('en', INNER).join('\n')).toContain('RouterOS rejects the whole script');
  const german = messages('de', INNER).join('\n');
  expect(german).toContain('lehnt RouterOS das ganze Skript ab');
  expect(german).not.toContain('Datei');
});

test('what bounds the reading is said in both languages', () => {
  const deep = `:put ${'('.repeat(1_200)}1${')'.repeat(1_200)}\n`;
  const [english, german] = [messages('en', deep), messages('de', deep)];
  expect(english.length).toBe(german.length);
  expect(english.join()).toContain('nested more than');
  expect(german.join()).toContain('Ebenen tief');
});
