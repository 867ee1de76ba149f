/**
 * Text of a file, or its name, for one line of a terminal or a log. What would steer these is shown as a sign of the same
 * length: control characters and line ends, marks that change the direction of writing, what nobody sees, and the words
 * with which build servers take commands.
 */
export function clean(text: string): string {
  return text.replace(STEERING, (found) => '\ufffd'.repeat(found.length)).replace(COMMAND, '#\ufffd');
}

/** A name that may begin a line, where `::` would begin a command of GitHub. */
export function cleanPath(file: string): string {
  return /^\s*:/.test(file) ? `./${clean(file)}` : clean(file);
}

/** A line of a file that stands at the beginning of one, behind blanks at most. */
export function cleanLine(line: string): string {
  return clean(line).replace(/^(\s*):(?=:)/, '$1\ufffd');
}

/** JSON in which no character steers a terminal; a reader gets the same value. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(STEERING_IN_JSON, escaped).replace(COMMAND, '#\\u0023');
}

function escaped(found: string): string {
  return found.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** All but the tabulator. */
const CONTROLS = '\\0-\\x08\\x0a-\\x1f\\x7f-\\x9f';
const UNSEEN =
  '\\xad\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb';
/** Half of a pair: no character. */
const LONE = '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
/** A copy of ASCII that nobody sees. */
const TAGS = '\\udb40[\\udc00-\\udc7f]';
const STEERING = new RegExp(`[${CONTROLS}${UNSEEN}]|${TAGS}|${LONE}`, 'g');
/** Line ends are those of the notation; others are escaped already. */
const STEERING_IN_JSON = new RegExp(`[\\x7f-\\x9f${UNSEEN}]|${TAGS}`, 'g');
/** Of GitHub and Azure Pipelines (`##[`, `##vso[`) and of TeamCity. */
const COMMAND = /##(?=(?:vso|teamcity)?\[)/g;
