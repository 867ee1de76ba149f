import { type Command, InvalidArgumentError, Option } from 'commander';
import { LANGUAGES, type Language, languageOf, setLanguage } from '../language/language.ts';

/** Adds `--lang` to each command that prints for people. */
export function addLanguageOption(program: Command): void {
  for (const command of program.commands) if (printsForPeople(command)) command.addOption(languageOption());
  program.hook('preAction', (_, command) => setLanguage(languageFor(command.opts(), process.env)));
}

function printsForPeople(command: Command): boolean {
  return command.name() === 'explain' || command.options.some(({ long }) => long === '--format');
}

function languageOption(): Option {
  return new Option(
    '--lang <language>',
    `language of what is printed for people: ${LANGUAGES.join(' or ')} (default: that of LC_ALL, LC_MESSAGES or LANG)`,
  ).argParser((text) => {
    const language = languageOf(text);
    if (language === undefined) throw new InvalidArgumentError(`Write ${LANGUAGES.join(' or ')}.`);
    return language;
  });
}

interface LanguageOptions {
  readonly lang?: Language;
  readonly format?: string;
}

/** What programs read, and what becomes a document, is English whatever is set. */
export function languageFor(options: LanguageOptions, environment: Readonly<NodeJS.ProcessEnv>): Language {
  if ((options.format ?? 'pretty') !== 'pretty') return 'en';
  return options.lang ?? languageOf(localeOf(environment)) ?? 'en';
}

/** The locale of messages, as POSIX has it: the first of these that says anything. */
function localeOf({ LC_ALL, LC_MESSAGES, LANG }: Readonly<NodeJS.ProcessEnv>): string {
  return LC_ALL || LC_MESSAGES || LANG || 'C';
}
