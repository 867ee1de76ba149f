/** A device of several files is one router in the editor, too. */
import type * as vscode from 'vscode';
import {
  closeAll,
  codesBecome,
  diagnostics,
  equal,
  fileUri,
  inShort,
  open,
  placeOf,
  proved,
  replace,
  setting,
} from './support.ts';

describe('a device of three files', () => {
  afterEach(closeAll);

  it('has its findings in the files that they are about', async () => {
    const lists = await open('device/lists.rsc');
    const filter = await open('device/filter.rsc');
    const rest = await open('device/rest.rsc');
    const [only, ...others] = await diagnostics(rest.document.uri);
    equal(others.length, 0, 'further diagnostics');
    equal(inShort(rest.document, only as vscode.Diagnostic), '3 error accept-below-drop: add', 'diagnostic');
    const place = only?.relatedInformation?.[0]?.location;
    equal([place?.uri.path, place?.range.start.line], [filter.document.uri.path, 6], 'related place');
    await codesBecome(lists.document.uri, []);
  });

  it('is analysed anew when one of them is edited', async () => {
    const filter = await open('device/filter.rsc');
    const rest = await open('device/rest.rsc');
    await codesBecome(rest.document.uri, ['accept-below-drop']);
    const drop = placeOf(filter.document, 'add action=drop chain=input in-interface-list=WAN');
    await replace(filter.document, drop, '');
    await diagnostics(rest.document.uri, (found) => found.every(({ code }) => !String(code).includes('accept-below')));
  });

  it('has problems in files that are not open, where that is wanted', async () => {
    await open('device/lists.rsc');
    await setting('workspaceProblems', true);
    try {
      await codesBecome(fileUri('device/rest.rsc'), ['accept-below-drop']);
    } finally {
      await setting('workspaceProblems', undefined);
    }
    await codesBecome(fileUri('device/rest.rsc'), []);
  });

  it('keeps its expectations as a whole: red, green and undecided', async () => {
    const filter = await open('device/filter.rsc');
    const results = await proved(filter.document.uri, 3);
    equal(
      results.map(({ result }) => [result?.status, result?.by?.start.line, result?.inOther]),
      [
        ['held', undefined, null],
        ['failed', 4, null],
        ['undecided', undefined, null],
      ],
      'results',
    );
    await closeAll();
    const rest = await open('device/rest.rsc');
    const [only] = await proved(rest.document.uri, 1);
    equal(
      [only?.result?.status, only?.result?.by?.start.line, only?.result?.inOther],
      ['failed', 4, String(filter.document.uri)],
      'result in another file',
    );
  });
});
