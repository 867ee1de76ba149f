/** What can be coloured before the server has read the script: comments, strings, variables, numbers, commands. */
import { HighlightStyle, StreamLanguage, type StringStream, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';

interface State {
  /** Inside of a string that goes on in the next line. */
  inString: boolean;
  /** A comment can begin only where a command can. */
  atCommand: boolean;
}

export const routeros = StreamLanguage.define<State>({
  // As the Markdown of hovers names it.
  name: 'routeros',
  startState: () => ({ inString: false, atCommand: true }),
  token(stream, state) {
    if (state.inString) return stringToken(stream, state);
    if (stream.sol()) state.atCommand = true;
    if (stream.eatSpace()) return null;
    if (state.atCommand && stream.match(/^#.*/)) return 'comment';
    const wasAtCommand = state.atCommand;
    state.atCommand = false;
    if (stream.match('"')) {
      state.inString = true;
      return stringToken(stream, state);
    }
    if (stream.match(/^\$(?:"[^"]*"|[A-Za-z0-9]+)/)) return 'variableName';
    if (stream.match(/^:[a-z]+/)) return 'keyword';
    if (stream.match(/^[{};[]/)) {
      state.atCommand = true;
      return 'punctuation';
    }
    if (stream.match(/^(?:do|else|on-error|while|in|from|to|step)(?==)/)) return 'keyword';
    if (wasAtCommand && stream.match(/^\/[a-z0-9/ -]*[a-z0-9]/)) return 'namespace';
    if (stream.match(/^[A-Za-z][\w.-]*(?==)/)) return 'propertyName';
    if (stream.match(/^\d+(?:[.:/-]\d+)*[a-z]*\b/)) return 'number';
    if (stream.match(/^(?:yes|no|true|false)\b/)) return 'bool';
    if (stream.match(/^[\w.-]+/)) return null;
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['{', '[', '(', '"'] } },
});

function stringToken(stream: StringStream, state: State): string {
  while (!stream.eol()) {
    const character = stream.next();
    if (character === '\\') stream.next();
    else if (character === '"') {
      state.inString = false;
      return 'string';
    }
  }
  return 'string';
}

/** Colours that both themes define. */
export const highlighting = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
    { tag: tags.string, color: 'var(--code-string)' },
    { tag: tags.variableName, color: 'var(--code-variable)' },
    { tag: tags.keyword, color: 'var(--code-keyword)' },
    { tag: [tags.number, tags.bool], color: 'var(--code-value)' },
    { tag: tags.namespace, color: 'var(--code-menu)' },
    { tag: tags.propertyName, color: 'var(--code-property)' },
  ]),
);
