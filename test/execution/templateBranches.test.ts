import { expect, test } from 'vitest';
import { templateBranches } from '../../server/src/execution/templateBranches.ts';

/** The parts that may be left out or repeated. */
const parts = (text: string): string[] => templateBranches(text).map(({ start, end }) => text.slice(start, end));

test('Go, Jinja and ERB, from the first directive to its end', () => {
  expect(parts('a\n{{- if .x }}\nb\n{{- else }}\nc\n{{- end }}\nd')).toEqual([
    '{{- if .x }}\nb\n{{- else }}\nc\n{{- end }}',
  ]);
  expect(parts('{% for i in x %}a{% endfor %}b')).toEqual(['{% for i in x %}a{% endfor %}']);
  expect(parts('<% if x %>a<% end %>b')).toEqual(['<% if x %>a<% end %>']);
});
test('one inside of the other is one part', () =>
  expect(parts('{% if a %}{% if b %}x{% endif %}y{% endif %}z')).toEqual([
    '{% if a %}{% if b %}x{% endif %}y{% endif %}',
  ]));
test('without an end, all that follows', () => expect(parts('a{% if x %}b')).toEqual(['{% if x %}b']));
test('values and blocks of RouterOS are no branches', () => {
  expect(parts('add name={{ name }} comment="{% x %}"')).toEqual([]);
  expect(parts(':if ($x) do={:put 1} else={{:put 2}}')).toEqual([]);
  expect(parts('{{:if (true) do={:put 1}}}')).toEqual([]);
});
