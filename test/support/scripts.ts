/** Drawn RouterOS texts for property tests: soup of pieces, realistic scripts, and scripts with mistakes. */
import fc from 'fast-check';

/** Pieces that mean something to the lexer, in no order. */
const pieces = [
  ...['/ip firewall filter', '/ip/dns', 'add', 'set', 'print', ':put', ':if (', ':do', 'do={', 'else', 'find', 'where'],
  ...[
    'chain=input',
    'a=',
    'b',
    '=',
    '==',
    '!=',
    '~',
    '->',
    '.',
    ',',
    '<',
    '>',
    '>=',
    '<%%',
    '!',
    '-',
    '+',
    '*',
    '/',
    '&&',
  ],
  ...[
    'and',
    'or',
    'in',
    ' ',
    ' ',
    ' ',
    ' ',
    '\t',
    '\n',
    '\n',
    '\n',
    '\r\n',
    '\r',
    '\\\n',
    '\\\r\n',
    '\\',
    '\\ \n',
    ';',
  ],
  ...['"', '"', '"a"', '$', '$x', '$"', '$"a-b"', '$[', '$(', '(', ')', '[', ']', '{', '}', '\\"', '\\n', '\\_', '\\w'],
  ...[
    '\\4F',
    '#',
    '# c',
    '\n# c',
    '“',
    '”',
    '„',
    '«',
    '\u00a0',
    '\u200b',
    '\ufeff',
    '[a@b] > ',
    '[a@b] /ip dns> ',
    '1. ',
  ],
  ...['\n1. ', '- ', '\n- ', '\n• ', '1.2.3.4/24', '::1', 'fe80::1%e', '2001:db8::/32', '*1A', '.id', '1d2h', '0x1F'],
  ...['é', '\u{1f600}', '\ud800', '\u0000', '|', '%', '^', '@', ':', '?', "'", '`'],
];

export const piece: fc.Arbitrary<string> = fc.constantFrom(...pieces);

export const soup: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...pieces), { maxLength: 60 })
  .map((drawn) => drawn.join(''));

const word = fc.constantFrom('input', 'forward', 'ether1', '10.0.0.0/24', '22,80-90', '30s', 'yes', '!lan', '*2');
const name = fc.constantFrom('chain', 'src-address', 'dst-port', 'comment', 'list', '.role', 'a.b', 'disabled');
const space = fc.constantFrom(' ', ' ', ' ', '  ', '\t', ' \\\n    ');
const operator = fc.constantFrom('=', '!=', '~', '+', ' - ', ' . ', ' and ', ' or ', ' in ', '->', ',', '<', ' / ');

const grammar = fc.letrec<Record<'expression' | 'string' | 'value' | 'command' | 'block' | 'array' | 'lines', string>>(
  (tie) => ({
    expression: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('$a', '$"b-c"', '1', 'name', '1.2.3.4', 'true'),
      tie('value'),
      fc.tuple(tie('expression'), operator, tie('expression')).map(([a, by, b]) => `(${a}${by}${b})`),
      tie('expression').map((operand) => `!${operand}`),
      tie('array'),
    ),
    string: fc
      .array(
        fc.oneof(
          { maxDepth: 3 },
          fc.constantFrom(
            'text',
            ' ',
            '\\n',
            '\\"',
            '\\$',
            '\\\\',
            '$a',
            '$"b-c"',
            '#',
            ';',
            '{',
            '\\\n    ',
            '\\4F',
            'ü',
          ),
          tie('command').map((inner) => `$[${inner}]`),
          tie('expression').map((inner) => `$(${inner})`),
        ),
        { maxLength: 4 },
      )
      .map((parts) => `"${parts.join('')}"`),
    value: fc.oneof(
      { maxDepth: 3 },
      word,
      fc.constantFrom('$a', '""'),
      tie('string'),
      tie('command').map((inner) => `[${inner}]`),
      tie('expression').map((inner) => `(${inner})`),
    ),
    command: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('/ip firewall filter', '/ip/firewall/nat/', ':beep', '.. nat', '..'),
      fc
        .tuple(
          fc.constantFrom('add', 'set 0', '/ip dns set', ':log info'),
          fc.array(fc.tuple(space, name, tie('value')), { maxLength: 4 }),
        )
        .map(([command, args]) => command + args.map(([blank, key, value]) => `${blank}${key}=${value}`).join('')),
      fc
        .tuple(fc.constantFrom('find', 'print where', 'find where'), fc.array(fc.tuple(name, word), { maxLength: 3 }))
        .map(([command, tests]) => command + tests.map(([key, value]) => ` ${key}=${value}`).join('')),
      tie('expression').map((inner) => `:put (${inner})`),
      tie('string').map((inner) => `:put ${inner}`),
      fc.tuple(tie('expression'), tie('block')).map(([test, then]) => `:if (${test}) do=${then}`),
      tie('block').map((block) => `:do ${block} on-error={}`),
    ),
    block: tie('lines').map((lines) => `{\n${lines}\n}`),
    array: fc.array(tie('value'), { maxLength: 3 }).map((values) => `({${values.join(';')}})`),
    lines: fc
      .array(
        fc.oneof({ maxDepth: 3 }, tie('command'), fc.constantFrom('# remark', '  # set back', '', ':beep; :beep;')),
        {
          maxLength: 6,
        },
      )
      .map((lines) => lines.join('\n')),
  }),
);

/** A script without mistakes, as far as the text alone can tell. */
export const script: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('\n', '\n', '\r\n'), fc.array(grammar.lines, { minLength: 1, maxLength: 4 }))
  .map(([lineEnd, parts]) => parts.join('\n').replaceAll('\n', lineEnd));

type Change =
  | { readonly kind: 'delete'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly piece: string }
  | { readonly kind: 'copy'; readonly at: number; readonly length: number; readonly to: number };

const at = fc.nat(1_000_000);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('delete' as const), at, length: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ kind: fc.constant('insert' as const), at, piece: fc.constantFrom(...pieces) }),
  fc.record({ kind: fc.constant('copy' as const), at, length: fc.integer({ min: 1, max: 40 }), to: at }),
);

/** A few changes as a person makes them while typing and pasting. */
export const changes: fc.Arbitrary<Change[]> = fc.array(change, { minLength: 1, maxLength: 5 });

export function mutate(text: string, list: readonly Change[]): string {
  let result = text;
  for (const step of list) {
    const from = step.at % (result.length + 1);
    if (step.kind === 'delete') result = result.slice(0, from) + result.slice(from + step.length);
    else if (step.kind === 'insert') result = result.slice(0, from) + step.piece + result.slice(from);
    else {
      const to = step.to % (result.length + 1);
      result = result.slice(0, to) + result.slice(from, from + step.length) + result.slice(to);
    }
  }
  return result;
}

export const mutated: fc.Arbitrary<string> = fc.tuple(script, changes).map(([text, list]) => mutate(text, list));
