import { findNodeAtLocation, modify, parseTree } from 'jsonc-parser';
import type { TextEdit } from '../text/edit.ts';

/**
 * The edits that add an expectation to the entry of a device in the text of a project file, as it is indented there.
 * None where the entry has it already; undefined where the text has no such device.
 */
export function addExpectation(source: string, device: string, expectation: string): TextEdit[] | undefined {
  // A byte order mark is no part of JSON; a blank in its stead keeps the places.
  const text = source.replace(/^\ufeff/, ' ');
  const root = parseTree(text, [], { allowTrailingComma: true });
  const entry = root && findNodeAtLocation(root, ['devices', device]);
  if (root === undefined || entry?.type !== 'object') return undefined;
  const known = findNodeAtLocation(root, ['devices', device, 'expect'])?.children ?? [];
  if (known.some(({ value }) => value === expectation)) return [];
  const edits = modify(text, ['devices', device, 'expect', -1], expectation, {
    isArrayInsertion: true,
    formattingOptions: { ...indentation(text), eol: text.includes('\r\n') ? '\r\n' : '\n' },
  });
  return edits.map(({ offset, length, content }) => ({
    range: { start: offset, end: offset + length },
    newText: content,
  }));
}

function indentation(text: string): { readonly insertSpaces: boolean; readonly tabSize: number } {
  const first = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  return { insertSpaces: !first.startsWith('\t'), tabSize: first.startsWith('\t') ? 2 : first.length };
}
