/**
 * The TextMate grammar, written with names for its parts. `routeros.tmLanguage.json` is made from it: run the grammar
 * tests with UPDATE_GOLDEN=1 after a change.
 *
 * A script is a list of commands. Everything rests on knowing where a command begins (`\G` inside the rule `command`),
 * because only there may a comment, a `:name` or a menu path stand. Schema knowledge is kept to word lists: what a menu
 * really offers is the language server's business.
 *
 * Each pattern runs in linear time: no repetition contains another one that can match the same text.
 */

interface Rule {
  include?: string;
  name?: string;
  contentName?: string;
  match?: string;
  captures?: Record<string, { name?: string; patterns?: Rule[] }>;
  begin?: string;
  beginCaptures?: Record<string, { name: string }>;
  end?: string;
  endCaptures?: Record<string, { name: string }>;
  patterns?: Rule[];
}

type Captures = readonly (string | readonly Rule[] | undefined)[];

const scope = (name: string): string => `${name}.routeros`;
const list = (names: string): string[] => names.trim().split(/\s+/);
/** Alternatives, the longest first, so that a word is never taken for a shorter one. */
const oneOf = (names: string): string =>
  list(names)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .join('|');
const include = (...names: string[]): Rule[] => names.map((name) => ({ include: `#${name}` }));

/** A pattern within one line; `groups` are the scopes (or rules) of its capture groups from 1. */
function match(pattern: string, name?: string, groups: Captures = []): Rule {
  const captures: NonNullable<Rule['captures']> = {};
  groups.forEach((group, index) => {
    if (group === undefined) return;
    captures[index + 1] = typeof group === 'string' ? { name: scope(group) } : { patterns: [...group] };
  });
  return {
    ...(name === undefined ? {} : { name: scope(name) }),
    match: pattern,
    ...(groups.length === 0 ? {} : { captures }),
  };
}

interface Span {
  name?: string;
  /** The scope of what stands between the two. */
  content?: string;
  begin: string;
  end: string;
  /** Scopes of the groups of `begin` and `end`, from group 0. */
  opens?: (string | undefined)[];
  closes?: (string | undefined)[];
  patterns: Rule[];
}

function span({ name, content, begin, end, opens = [], closes = [], patterns }: Span): Rule {
  const scopes = (names: (string | undefined)[]) =>
    Object.fromEntries(names.flatMap((each, index) => (each === undefined ? [] : [[index, { name: scope(each) }]])));
  return {
    ...(name === undefined ? {} : { name: scope(name) }),
    ...(content === undefined ? {} : { contentName: scope(content) }),
    begin,
    ...(opens.length === 0 ? {} : { beginCaptures: scopes(opens) }),
    end,
    ...(closes.length === 0 ? {} : { endCaptures: scopes(closes) }),
    patterns,
  };
}

// --- Words ----------------------------------------------------------------------------------------------------------

/** What `action=` can be in the firewall menus; other menus' actions stay plain words. */
const firewallActions = oneOf(`
  accept add-dst-to-address-list add-src-to-address-list change-dscp change-hop-limit change-mss change-ttl clear-df dnpt
  drop dst-nat endpoint-independent-nat fasttrack-connection jump log mark-connection mark-packet mark-routing masquerade
  netmap notrack passthrough redirect reject return route same set-priority sniff-pc sniff-tzsp snpt socksify src-nat
  strip-ipv4-options tarpit`);

/** Commands of menus. A name that is a menu elsewhere (`ssh`, `upgrade`) is left out: it would cut paths short. */
const commands = oneOf(`
  activate add apply-changes ask at-chat bandwidth-test blink cable-test cancel check-for-updates cleanup clear comment connect copy cuu
  disable disconnect download edit eject enable execute export fetch flush force-update format-drive generate-key get import
  inject inkey install ip-scan kill load login mac-scan mac-telnet make-static monitor monitor-traffic move pause ping print
  quick reboot recursive-print refresh release remove renew repull reset reset-configuration reset-counters
  reset-counters-all reset-mac-address restart resume run save scan send set shutdown sign sniff snooper ssh-exec start
  stop style take telnet terminate torch traceroute trim undo uninstall unset upload wol`);

const flow = oneOf('if else for foreach while do return break continue error onerror retry exit');

/** Global commands that scripts also write without the colon. */
const bareGlobals = oneOf(`
  beep delay deserialize len jobname nothing parse pick put resolve rndnum rndstr serialize toarray tobool tocrlf toid toip
  toip6 tolf tonsec tonum tostr totime typeof`);

/** Arguments that hold a script: a quoted one may hold lines that look like commands. */
const scriptArguments =
  'source|script|on-event|on-up|on-down|up-script|down-script|on-login|on-logout|lease-script|on-alarm';
/** Arguments whose value is a text or a name whatever it looks like: `address-list=888` is no number. */
const textArguments =
  'comment|log-prefix|name|regexp|password|secret|address-list|list|chain|jump-target|new-(?:connection|packet|routing)-mark';
/** The same, but a leading `!` negates. */
const nameArguments =
  '(?:src|dst)-address-list|(?:in|out)-(?:interface|bridge-port)(?:-list)?|layer7-protocol|(?:connection|packet|routing)-mark|content|tls-host';

// --- Pieces of patterns ---------------------------------------------------------------------------------------------

/** A character of an unquoted value. */
const wordChar = String.raw`[^\s"'?;()\[\]{}$\\=]`;
const wordEnd = `(?!${wordChar})`;
/** Not in the middle of a literal; it also keeps the search from trying each character of a long one. */
const literalStart = String.raw`(?<![\w.,:/-])`;
/** Not in the middle of a name. */
const nameStart = String.raw`(?<![\w.\-$])`;
const nameEnd = String.raw`(?![\w.=/-])`;
/** The end of a line that no backslash continues. */
const lineEnd = String.raw`(?<!\\)(?=\r?$)`;
/**
 * A line that can only be a command: what is still open above it was never closed. It ends strings, parentheses and the
 * commands around them, so that one missing quote does not turn the rest of the file upside down.
 */
const freshCommand = String.raw`^(?=/[a-z]|:(?:local|global|put|log|if|foreach|for|do|set|delay|error)\b|(?:add|set)[ \t]+(?:\[|[*0-9]|(?:[\w*,-]+[ \t]+)?[a-z][a-z.-]*=))`;
const closer = String.raw`(?=[;)\]}])`;

const ip = String.raw`\d{1,3}(?:\.\d{1,3}){1,3}(?:/\d{1,2})?`;
const ip6 = String.raw`(?:(?:\h{1,4}:){7}\h{1,4}|(?=[\h:]*::)[\h:]+(?:\.\d{1,3}){0,3})(?:%[\w.-]+)?(?:/\d{1,3})?`;
const mac = String.raw`\h{2}(?::\h{2}){5}`;
const time = String.raw`(?:(?:\d+(?:ms|us|ns|[wdhms]))+(?:\d{1,2}:\d{2}:\d{2}(?:\.\d+)?)?|\d{1,2}:\d{2}:\d{2}(?:\.\d+)?)`;
const boolean = 'yes|no|true|false';

const anyWord = match(`${wordChar}+`, 'string.unquoted');
const negation = match(String.raw`!(?=[^\s;=!])`, 'keyword.operator.logical.negation');
const strayEquals = match('=', 'invalid.illegal.unexpected-equals');

const literal: Rule[] = [
  match(String.raw`\*\h+${wordEnd}`, 'constant.numeric.id'),
  match(`${literalStart}${mac}(?:/${mac})?${wordEnd}`, 'constant.numeric.address.mac'),
  match(`${literalStart}${time}(?:-${time})?${wordEnd}`, 'constant.numeric.time'),
  match(String.raw`${literalStart}${ip}(?:[-,]${ip})*(?:[:%][\w.-]+)?${wordEnd}`, 'constant.numeric.address.ip'),
  match(`${literalStart}${ip6}${wordEnd}`, 'constant.numeric.address.ip6'),
  match(`${literalStart}(?:${boolean})${wordEnd}`, 'constant.language.boolean'),
  match(String.raw`${literalStart}-?(?:0x\h+|\d+(?:[,-]\d+)*[kKMG]?)${wordEnd}`, 'constant.numeric'),
];

// --- Rules ----------------------------------------------------------------------------------------------------------

/** The words of a path up to the command, which the rule's end takes. */
const pathEnd = [
  String.raw`(?:(?<=/)|[ \t]+)(${commands})${nameEnd}`,
  String.raw`(?=(?:(?<=/)|[ \t]+)find${nameEnd})`,
  String.raw`(?=[ \t]*[\w.-]*[ \t]*=)`,
  String.raw`(?=[^a-z0-9/. \t-])`,
  String.raw`(?=[ \t]*$)`,
].join('|');
const path = (begin: string, opens: string): Rule =>
  span({
    name: 'meta.path',
    begin,
    opens: [opens],
    end: pathEnd,
    closes: [undefined, 'keyword.other.command'],
    patterns: [
      match('/', 'punctuation.separator.path'),
      match(String.raw`\.\.`, 'keyword.operator.path'),
      match('[a-z0-9][a-z0-9-]*', 'entity.name.namespace'),
    ],
  });

const condition = (keyword: string, name: string): Rule =>
  span({
    name: 'meta.condition',
    begin: `${nameStart}(${keyword})${nameEnd}`,
    opens: [undefined, name],
    end: `${closer}|${lineEnd}|${freshCommand}`,
    patterns: include('condition'),
  });

const argument = (names: string, name: string, patterns: Rule[]): Rule =>
  span({
    name: 'meta.argument',
    begin: `${nameStart}(${names})(=)`,
    opens: [undefined, name, 'keyword.operator.assignment'],
    end: String.raw`(?=[\s;)\]}])|(?<!=)(?=\\)|(?<=["”“])(?=[a-z])|${freshCommand}`,
    // The value may stand on the next line; behind a value a backslash only separates.
    patterns: [...include('continuation'), match(String.raw`\\`, 'invalid.illegal.backslash'), ...patterns],
  });
const parameter = 'entity.other.attribute-name';

const string = (end: string): Rule =>
  span({
    name: 'string.quoted.double',
    begin: '"',
    opens: ['punctuation.definition.string.begin'],
    end,
    closes: ['punctuation.definition.string.end'],
    patterns: include('string-content'),
  });

const variable: Rule[] = [
  match(String.raw`(\$)\d+`, 'variable.parameter.positional', ['punctuation.definition.variable']),
  match(String.raw`(\$)[A-Za-z0-9]+`, 'variable.other.readwrite', ['punctuation.definition.variable']),
  // A quoted name. What runs over `=` or the line end is a `$` that lost its backslash: `"^passphrase/$"`.
  match(String.raw`(\$)"[^"\r\n={};]+"`, 'variable.other.readwrite', ['punctuation.definition.variable']),
];

const declared = String.raw`(?:[ \t]+("?)([\w-]+)(\3))`;
const declaration = (name: string): Captures => [
  'punctuation.definition.command',
  'storage.type',
  'punctuation.definition.string',
  name,
  'punctuation.definition.string',
];

const repository: Record<string, Rule> = {
  statements: {
    patterns: [
      ...include('comment'),
      match(';', 'punctuation.terminator.statement'),
      // A prompt, a list number or a bullet that was copied along.
      match(String.raw`^[ \t]*\[[\w.-]+@[^\]\r\n]*\][ \t]*(?:[/a-z][\w/ -]*)?>`, 'invalid.illegal.prompt'),
      match(String.raw`^[ \t]*(?:\d{1,3}\.|[•·▪‣])(?=[ \t]+[/:a-z])`, 'invalid.illegal.list-mark'),
      ...include('odd-blank'),
      match(String.raw`[)\]}]`, 'invalid.illegal.unmatched-bracket'),
      ...include('command'),
    ],
  },

  comment: match(String.raw`(#)(?:[ \t]*(rosfw-ignore[\w-]*))?.*$`, 'comment.line.number-sign', [
    'punctuation.definition.comment',
    'keyword.other.directive',
  ]),

  command: span({
    name: 'meta.command',
    begin: String.raw`(?=[^\s;)\]}#])`,
    end: String.raw`${closer}|${lineEnd}|(?!\G)${freshCommand}`,
    patterns: [
      ...include('head'),
      match(String.raw`(?<=[}\s])else(?=[ \t]*\{)`, 'keyword.control.flow'),
      condition('find', 'keyword.other.command'),
      condition('where', 'keyword.other.where'),
      ...include('arguments', 'misplaced', 'block'),
      match(String.raw`(?<=\w)[ \t]+(=)`, undefined, ['invalid.illegal.blank-before-equals']),
      // Between the key and the value of an array that is an argument.
      match('(?<=["\\])])=', 'keyword.operator.assignment'),
      match(`(!)([a-z][\\w.-]*)${wordEnd}`, undefined, ['keyword.operator.logical.negation', parameter]),
      ...include('literals'),
    ],
  }),

  /** The first words of a command. */
  head: {
    patterns: [
      match(String.raw`\G(:[ \t]*|/)?(log)(?:[ \t]+|(/))(debug|error|info|warning)${nameEnd}`, undefined, [
        'punctuation.definition.command',
        'support.function.builtin',
        'punctuation.separator.path',
        'support.function.builtin',
      ]),
      match(
        String.raw`\G(:[ \t]*)?(local|global)${declared}(?=[ \t]+do=)`,
        undefined,
        declaration('entity.name.function'),
      ),
      match(
        String.raw`\G(:[ \t]*)?(local|global)${nameEnd}${declared}?`,
        undefined,
        declaration('variable.other.readwrite'),
      ),
      match(String.raw`\G(:[ \t]*)(set)${nameEnd}${declared}?`, undefined, [
        'punctuation.definition.command',
        'support.function.builtin',
        'punctuation.definition.string',
        'variable.other.readwrite',
        'punctuation.definition.string',
      ]),
      match(
        String.raw`\G(:[ \t]*)?(foreach|for|onerror)[ \t]+([A-Za-z]\w*)(?:(,)([A-Za-z]\w*))?(?![\w.=-])`,
        undefined,
        [
          'punctuation.definition.command',
          'keyword.control.flow',
          'variable.other.readwrite',
          'punctuation.separator.list',
          'variable.other.readwrite',
        ],
      ),
      match(String.raw`\G(:[ \t]*)?(${flow})${nameEnd}`, undefined, [
        'punctuation.definition.command',
        'keyword.control.flow',
      ]),
      match(String.raw`\G(:[ \t]*)([A-Za-z][\w-]*)`, undefined, [
        'punctuation.definition.command',
        'support.function.builtin',
      ]),
      match(String.raw`\G(?:${bareGlobals})${nameEnd}(?=[ \t]+[^\s=])`, 'support.function.builtin'),
      match(String.raw`\G(?:${commands})${nameEnd}`, 'keyword.other.command'),
      // A variable that is followed by arguments is called.
      match(String.raw`\G(\$)([A-Za-z0-9]+|"[^"\r\n={};]+")(?=[ \t]+[^\s;)}\]=])`, undefined, [
        'punctuation.definition.variable',
        'entity.name.function',
      ]),
      path(String.raw`\G/`, 'punctuation.separator.path'),
      path(String.raw`\G\.\.(?=[ \t/]|$)`, 'keyword.operator.path'),
      path(
        String.raw`\G(?!(?:${boolean}|find|where|and|or)(?![\w-]))[a-z][a-z0-9-]*(?=[ \t/]|\r?$)(?![ \t]*=)`,
        'entity.name.namespace',
      ),
    ],
  },

  /** Everything behind `where` or `find`. */
  condition: {
    patterns: [
      match(String.raw`${nameStart}where(?![\w.-])`, 'keyword.other.where'),
      match(String.raw`${nameStart}(?:and|or|in)(?![\w.-])|&&|\|\|`, 'keyword.operator.logical'),
      match('!(?!=)', 'keyword.operator.logical.negation'),
      match(`(!=|<=|>=|[=~<>])[ \\t]*(${wordChar}+)?`, undefined, ['keyword.operator.comparison', include('literals')]),
      match(String.raw`${nameStart}(?:${boolean})(?![\w.-])`, 'constant.language.boolean'),
      match('[A-Za-z.][\\w.-]*', parameter),
      ...include('misplaced', 'block', 'literals'),
    ],
  },

  arguments: {
    patterns: [
      argument('do|else|on-error|while', 'keyword.control.flow', include('block', 'literals')),
      argument(scriptArguments, parameter, [
        // Without a sign of code it is the name of a script.
        match(String.raw`"[^"\\/:;=#$\[\](){}\r\n]*"`, 'string.quoted.double'),
        ...include('script-string', 'value'),
        anyWord,
        strayEquals,
      ]),
      argument('action', parameter, [
        match(`(?:${firewallActions})${wordEnd}`, 'constant.language.action'),
        ...include('value'),
        anyWord,
        strayEquals,
      ]),
      argument(textArguments, parameter, [...include('value'), anyWord, strayEquals]),
      argument(nameArguments, parameter, [negation, ...include('value'), anyWord, strayEquals]),
      argument(String.raw`[\w.][\w.-]*`, parameter, [...include('typographic', 'block', 'literals'), strayEquals]),
    ],
  },

  value: { patterns: include('typographic', 'block', 'compound') },
  compound: { patterns: include('string', 'variable', 'substitution', 'group') },

  literals: {
    patterns: [negation, ...include('compound'), ...literal, anyWord],
  },

  /** What the router does not take where it stands. */
  misplaced: {
    patterns: [
      ...include('continuation'),
      match(String.raw`(?<!\S)#.*$`, 'invalid.illegal.misplaced-comment'),
      match(String.raw`\\["$]?`, 'invalid.illegal.backslash'),
      ...include('odd-blank', 'typographic'),
    ],
  },
  'odd-blank': match(
    String.raw`[\x{00A0}\x{1680}\x{2000}-\x{200D}\x{202F}\x{205F}\x{2060}\x{3000}\x{FEFF}]+`,
    'invalid.illegal.blank',
  ),
  typographic: match(String.raw`([“”„‟])[^“”„‟"\r\n]*([“”])`, 'string.quoted.other', [
    'invalid.illegal.typographic-quote',
    'invalid.illegal.typographic-quote',
  ]),

  continuation: span({
    begin: String.raw`\\(?=\r?$)`,
    opens: ['punctuation.separator.continuation.line'],
    end: String.raw`^[ \t]*`,
    patterns: [],
  }),

  block: span({
    name: 'meta.block',
    begin: String.raw`\{`,
    opens: ['punctuation.section.block.begin'],
    end: String.raw`\}`,
    closes: ['punctuation.section.block.end'],
    patterns: include('statements'),
  }),

  substitution: span({
    name: 'meta.substitution',
    begin: String.raw`\[`,
    opens: ['punctuation.section.brackets.begin'],
    end: String.raw`\]|(?=[)}])`,
    closes: ['punctuation.section.brackets.end'],
    patterns: include('statements'),
  }),

  group: span({
    name: 'meta.group',
    begin: String.raw`\(`,
    opens: ['punctuation.section.parens.begin'],
    end: String.raw`\)|(?=[;\]}]|(?:do|else|on-error)=)|${freshCommand}`,
    closes: ['punctuation.section.parens.end'],
    patterns: include('expression'),
  }),

  /** Braces inside parentheses. */
  array: span({
    name: 'meta.array',
    begin: String.raw`\{`,
    opens: ['punctuation.section.array.begin'],
    end: String.raw`\}`,
    closes: ['punctuation.section.array.end'],
    patterns: [
      ...include('comment'),
      match(';', 'punctuation.separator.array'),
      span({
        begin: String.raw`(?=[^\s;)\]}#])`,
        end: `${closer}|${lineEnd}`,
        patterns: [
          match(String.raw`\G([\w-]+)[ \t]*(=)`, undefined, [parameter, 'keyword.operator.assignment']),
          ...include('expression'),
        ],
      }),
    ],
  }),

  expression: {
    patterns: [
      ...include('compound', 'array'),
      match(String.raw`${nameStart}(?:and|or|in)(?![\w-])|&&|\|\|`, 'keyword.operator.logical'),
      match(String.raw`${nameStart}(?:${boolean})(?![\w-])`, 'constant.language.boolean'),
      match(String.raw`(?<=[=(,>]|[=(,>] )\*\h+(?!\w)`, 'constant.numeric.id'),
      match(String.raw`${nameStart}${mac}(?![\w:])`, 'constant.numeric.address.mac'),
      match(String.raw`${nameStart}${time}(?![\w:])`, 'constant.numeric.time'),
      match(String.raw`${nameStart}${ip}(?![\w.:])`, 'constant.numeric.address.ip'),
      // 10/2 is a prefix, a division needs blanks.
      match(String.raw`${nameStart}\d{1,3}/\d{1,2}(?![\w.])`, 'constant.numeric.address.ip'),
      match(String.raw`${nameStart}${ip6}(?![\w:])`, 'constant.numeric.address.ip6'),
      match(String.raw`(?<![\w.$])(?:0x\h+|\d+[kKMG]?)(?!\w)`, 'constant.numeric'),
      match('!(?!=)', 'keyword.operator.logical.negation'),
      match('->|<%%', 'keyword.operator.lookup'),
      match('<<|>>|!=|<=|>=|[=<>~]', 'keyword.operator.comparison'),
      match('[-+*/%&|^.,]', 'keyword.operator.arithmetic'),
      match(String.raw`[A-Za-z_][\w-]*`, 'variable.other.readwrite'),
      ...include('misplaced'),
    ],
  },

  variable: { patterns: [...variable, match(String.raw`\$`, 'invalid.illegal.dollar')] },

  string: string(`"|${freshCommand}`),
  /** A script that is written as text: each quote, dollar and backslash of it has a backslash in front. */
  'script-string': span({
    begin: '"',
    opens: ['punctuation.definition.string.begin'],
    end: '"',
    closes: ['punctuation.definition.string.end'],
    content: 'meta.embedded.block',
    patterns: [
      ...include('continuation'),
      match(String.raw`(?:^|\G|(?<=\\[nr]))[ \t]*((#)(?:[^"\\]|\\[^nr])*)`, undefined, [
        'comment.line.number-sign',
        'punctuation.definition.comment',
      ]),
      match(String.raw`(?:^|\G|(?<=\\[nr]|[;{\[]))[ \t]*(${commands})${nameEnd}(?=[ \t\\"])`, undefined, [
        'keyword.other.command',
      ]),
      span({
        name: 'string.quoted.double',
        begin: String.raw`\\"`,
        opens: ['punctuation.definition.string.begin'],
        end: String.raw`\\"|(?=")`,
        closes: ['punctuation.definition.string.end'],
        patterns: [
          ...include('continuation'),
          match(String.raw`\\\\(?:\\["$\\]|[0-9A-F]{2}|[nrt_abfv?])`, 'constant.character.escape'),
          ...include('script-variable'),
        ],
      }),
      ...include('script-variable'),
      match(String.raw`(:[ \t]*)(local|global|set)[ \t]+([A-Za-z][\w-]*)`, undefined, [
        'punctuation.definition.command',
        'storage.type',
        'variable.other.readwrite',
      ]),
      match(String.raw`(?:(:[ \t]*)|${nameStart})(${flow})${nameEnd}`, undefined, [
        'punctuation.definition.command',
        'keyword.control.flow',
      ]),
      match(String.raw`(:[ \t]*)([A-Za-z][\w-]*)`, undefined, [
        'punctuation.definition.command',
        'support.function.builtin',
      ]),
      match(`${nameStart}(?:find|where)${nameEnd}`, 'keyword.other.command'),
      path(String.raw`(?<![\w.:/-])/(?=[a-z])`, 'punctuation.separator.path'),
      match(`${nameStart}(do|else|on-error|while)(=)`, undefined, [
        'keyword.control.flow',
        'keyword.operator.assignment',
      ]),
      match(String.raw`${nameStart}([\w.][\w.-]*)(=)`, undefined, [
        'entity.other.attribute-name',
        'keyword.operator.assignment',
      ]),
      ...literal,
      match(String.raw`\\(?:["\\nrt$_abfv?]|[0-9A-F]{2})`, 'constant.character.escape'),
      match(String.raw`\\.`, 'invalid.illegal.escape'),
    ],
  }),
  'script-variable': {
    patterns: [
      match(String.raw`(\\\$)\d+`, 'variable.parameter.positional', ['punctuation.definition.variable']),
      match(String.raw`(\\\$)[A-Za-z][A-Za-z0-9]*`, 'variable.other.readwrite', ['punctuation.definition.variable']),
    ],
  },

  'string-content': {
    patterns: [
      ...include('continuation'),
      match(String.raw`\\(?:["\\nrt$_abfv?]|[0-9A-F]{2})`, 'constant.character.escape'),
      match(String.raw`\\.`, 'invalid.illegal.escape'),
      span({
        name: 'meta.embedded.line',
        begin: String.raw`\$\[`,
        opens: ['punctuation.section.embedded.begin'],
        end: String.raw`\]|(?=[)}])|${freshCommand}`,
        closes: ['punctuation.section.embedded.end'],
        patterns: include('statements'),
      }),
      span({
        name: 'meta.embedded.line',
        begin: String.raw`\$\(`,
        opens: ['punctuation.section.embedded.begin'],
        end: String.raw`\)|(?=[;\]}])|${freshCommand}`,
        closes: ['punctuation.section.embedded.end'],
        patterns: include('expression'),
      }),
      ...variable,
      match(String.raw`\$`, 'invalid.illegal.dollar'),
    ],
  },
};

/** The text of `routeros.tmLanguage.json`. */
export const grammarText = `${JSON.stringify(
  {
    name: 'RouterOS script',
    scopeName: 'source.routeros',
    fileTypes: ['rsc'],
    firstLineMatch: '^#.*by RouterOS',
    patterns: include('statements'),
    repository,
  },
  null,
  2,
)}\n`;
