import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { RouterReader } from '../../server/src/router/routerReader.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { properties } from '../support/properties.ts';
import { script } from '../support/scripts.ts';
import { strokes, toEdit } from '../support/strokes.ts';

const line = fc.oneof(
  {
    weight: 200,
    arbitrary: fc.constantFrom(
      '/ip firewall filter',
      'add chain=input action=accept protocol=tcp dst-port=22 comment="a # b"',
      'add chain=forward src-address=10.0.0.0/8 \\\n    action=drop',
      '/ip address',
      'add address=10.0.0.1/24 interface=ether1',
      '/',
      ':local a 1',
      ':global b [:len "x"]',
      ':put $a',
      ':set b 2',
      ':if ($a = 1) do={ :put "}" }',
      '# a comment',
      '{ :local c 1; :put $c }',
    ),
  },
  { weight: 1, arbitrary: script },
);

test('reading on from an earlier version finds the error that reading from the beginning finds', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 100, maxLength: 300 }), strokes, (lines, edits) => {
      let text = lines.join('\n');
      let reader = new RouterReader(text, catalog);
      reader.read();
      for (const stroke of edits) {
        text = applyEdits(text, [toEdit(text, stroke)]);
        reader = new RouterReader(text, catalog, reader);
        expect(reader.read().error).toEqual(new RouterReader(text, catalog).read().error);
      }
    }),
    properties('edits: the router'),
  );
});
