import { expect, test } from 'vitest';
import { addExpectation } from '../../server/src/project/addExpectation.ts';
import { readProjectFile } from '../../server/src/project/projectFile.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

const NEW = 'internet -> router tcp 22 => refused';

function added(text: string, device = 'edge'): string | undefined {
  const edits = addExpectation(text, device, NEW);
  return edits && applyEdits(text, edits);
}

test('a device without expectations gets a list', () => {
  const text = `{
    // Ours.
    "devices": { "edge": { "files": ["a.rsc"] } },
}
`;
  const after = added(text) ?? '';
  expect(after).toContain('// Ours.');
  const { file, faults } = readProjectFile(after);
  expect(faults).toEqual([]);
  expect(file.devices).toEqual({ edge: { files: ['a.rsc'], expect: [NEW] } });
});

test('an entry with expectations gets one more, at the end and as they are indented', () => {
  const text = `{
\t"devices": {
\t\t"edge": {
\t\t\t"files": ["a.rsc"],
\t\t\t"expect": [
\t\t\t\t"any -> router tcp 80 => refused"
\t\t\t]
\t\t}
\t}
}
`;
  expect(added(text)).toBe(text.replace('=> refused"\n', `=> refused",\n\t\t\t\t"${NEW}"\n`));
});

test('what stands there already is not written again', () => {
  const text = JSON.stringify({ devices: { edge: { files: [], expect: [NEW] } } });
  expect(addExpectation(text, 'edge', NEW)).toEqual([]);
});

test('a device that is not there gets nothing', () => {
  expect(added('{ "devices": {} }')).toBeUndefined();
  expect(added('no json')).toBeUndefined();
});
