/**
 * What the router takes for a name, a value, an operator or a blank (`docs/facts/reader.md#first-error`,
 * `docs/facts/scripts.md`). Sticky where they are read; none repeats what is repeated already, so each is linear in
 * what it matches.
 */

export const NAME = /[a-z0-9.-]+/y;
export const WHERE = /where(?![A-Za-z0-9_.=-])/y;
export const PATH_REST = /(?:\/[a-z0-9.-]*)+/y;
export const NAMED = /[A-Za-z0-9_.-]+=/y;
export const NAME_ARGUMENT = /name=[ \t]*/y;
export const VARIABLE_NAME = /[A-Za-z0-9]+/y;
export const QUOTED_NAME = /"[^"\r\n]*"/y;
export const COUNTERS = /[A-Za-z0-9]+(?:,[A-Za-z0-9]+)*(?![A-Za-z0-9=])/y;
export const COUNTER_ARGUMENT = /(?:^|[ \t])(?:counter|error)=([A-Za-z0-9,]+)/;
export const VARIABLE = /\$(?:[A-Za-z0-9]+|"[^"\r\n]*")/y;
export const ESCAPE = /["\\nrt$_abfv?]|[0-9A-F]{2}|\r?\n[ \t]*|\r[ \t]*/y;
export const PLAIN_STRING = /"[^"\\$]*"/y;
export const BARE_START = /[^ \t\r\n;="$()[\]{}\\?'`\u0080-\uffff]/;
export const BARE = /[^ \t\r\n;="$()[\]{}\\?'`\u0080-\uffff]+/y;
export const CONDITION_VALUE = /(?:(?!&&|\|\|)[^ \t\r\n;="$()[\]{}\\?'`\u0080-\uffff])+/y;
export const EXPRESSION_WORD =
  /(?:\*[0-9A-Fa-f]+|::[0-9A-Fa-f:.]*|[:.]?[A-Za-z0-9_](?:[A-Za-z0-9_]|[.:/-]{1,2}(?=[A-Za-z0-9_]))*(?:::)?(?:\/[0-9]+)?)/y;
export const INFIX = /<%%|->|&&|\|\||!=|<=|>=|<<|>>|[-+*/%&|^.,<>=~]|(?:and|or|in)(?![A-Za-z0-9_])/y;
export const PREFIX = /[-!~>]/y;
export const COMPARISON = /^(?:=|!=|~|<|>|<=|>=)$/;
export const OPERAND_START = /["$[({]/;
export const COMMENT = /#[^\r\n]*/y;
export const BLANKS = /(?:[ \t]|\\(?:\r\n|\n|\r))+/y;
export const BLANKS_AND_LINES = /(?:[ \t\r\n]|\\(?:\r\n|\n|\r))+/y;
/** Within parentheses and arrays blanks behind the backslash do not matter: scripts that routers run have them. */
export const BLANKS_IN_BRACKETS = /(?:[ \t\r\n]|\\[ \t]*(?:\r\n|\n|\r))+/y;
export const END = /[\r\n;]/y;
export const SEPARATOR = /[ \t\r\n;)\]}]|\\(?:\r\n|\n|\r)/y;
