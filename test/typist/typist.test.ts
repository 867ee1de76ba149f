/** Scripts typed key by key, with Tab for each suggestion that is wanted and Enter at each line end. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type } from './typist.ts';

const folder = path.join(import.meta.dirname, 'scripts');

/** Of a hundred keys so many are saved at least. */
const LEAST_SAVED = 25;

describe('a script is typed with fewer keys, and no suggestion gets into it that was not wanted', () => {
  test.each(readdirSync(folder))('%s', (name) => {
    const { keys, needed, wrong } = type(readFileSync(path.join(folder, name), 'utf8'));
    expect(wrong).toEqual([]);
    expect(100 - (100 * keys) / needed).toBeGreaterThanOrEqual(LEAST_SAVED);
  });
});

describe('Enter ends the line', () => {
  test.each([
    ['behind a quote', 'add chain=input action=drop comment="x"'],
    ['behind a blank', 'add chain=input action=drop '],
    ['behind a whole word', 'add chain=input action=drop'],
    ['behind a name that is new', 'add chain=input src-address-list=anybody'],
    ['behind a port', 'add chain=input protocol=tcp dst-port=8'],
    ['behind an address', 'add chain=input src-address=10.0.0.0'],
    ['behind a time', 'add chain=input action=add-src-to-address-list address-list=a address-list-timeout=1'],
    ['behind a limit', 'add chain=input limit=10,5'],
    ['behind brackets', 'set [find]'],
    ['behind a command of the language', ':put "x"'],
    ['behind a blank of the language', ':put '],
    ['behind a declared name', ':global address; :local addr'],
    ['behind a number of the language', ':delay 5'],
    ['behind a line that goes on', 'add chain=input \\'],
  ])('%s', (_, line) => expect(type(`/ip firewall filter\n${line}\n`).wrong).toEqual([]));
});
