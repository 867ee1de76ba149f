import process from 'node:process';
import { Argument, type Command, type Option } from 'commander';
import { REGISTER } from '../rules/register.ts';

/** Adds `rosfw completion`, which prints what a shell needs to complete our commands and options. */
export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .description('print the completions for a shell')
    .addArgument(new Argument('<shell>').choices(Object.keys(SHELLS)))
    .addHelpText(
      'after',
      `
Examples:
  source <(rosfw completion bash)                                in ~/.bashrc
  source <(rosfw completion zsh)                                 in ~/.zshrc, below compinit
  rosfw completion fish > ~/.config/fish/completions/rosfw.fish`,
    )
    .exitOverride()
    .action((shell: keyof typeof SHELLS) => {
      process.stdout.write(SHELLS[shell](commandsOf(program)));
    });
}

interface KnownCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly {
    readonly flag: string;
    readonly description: string;
    readonly choices: readonly string[];
  }[];
  /** What its arguments may be, where that is a closed set. */
  readonly words: readonly string[];
}

/** Made from the program itself, so that no option can be forgotten. */
function commandsOf(program: Command): KnownCommand[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: [...command.options, helpOf()].map(
      ({ long, description, argChoices }: Pick<Option, 'long' | 'description' | 'argChoices'>) => ({
        flag: long ?? '',
        description,
        choices: argChoices ?? [],
      }),
    ),
    words:
      command.name() === 'explain'
        ? REGISTER.map(({ id }) => id)
        : command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  }));
}

function helpOf(): Pick<Option, 'long' | 'description' | 'argChoices'> {
  return { long: '--help', description: 'display help for command' };
}

const SHELLS = { bash, zsh, fish } as const;

function bash(commands: readonly KnownCommand[]): string {
  const cases = commands.map(({ name, options, words }) => {
    const values = options
      .filter(({ choices }) => choices.length > 0)
      .map(({ flag, choices }) => `${name}:${flag}) words="${choices.join(' ')}" ;;`);
    const all = [...options.map(({ flag }) => flag), ...words].join(' ');
    return { values, all: `${name}) words="${all}" ;;` };
  });
  return `# bash completions of rosfw
_rosfw() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${commands.map(({ name }) => name).join(' ')} --help --version"
  else
    case "\${COMP_WORDS[1]}:$previous" in
      ${cases.flatMap(({ values }) => values).join('\n      ')}
    esac
    if [ -z "$words" ]; then
      case "\${COMP_WORDS[1]}" in
        ${cases.map(({ all }) => all).join('\n        ')}
      esac
    fi
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -o bashdefault -F _rosfw rosfw
`;
}

/** zsh reads the completions of bash. */
function zsh(commands: readonly KnownCommand[]): string {
  return `autoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;
}

function fish(commands: readonly KnownCommand[]): string {
  const lines = commands.flatMap(({ name, description, options, words }) => [
    `complete -c rosfw -n __fish_use_subcommand -a ${name} -d ${fishQuoted(description)}`,
    ...options.map(
      ({ flag, description: meaning, choices }) =>
        `complete -c rosfw -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)} -d ${fishQuoted(meaning)}${choices.length === 0 ? '' : ` -xa ${fishQuoted(choices.join(' '))}`}`,
    ),
    ...(words.length === 0
      ? []
      : [`complete -c rosfw -n '__fish_seen_subcommand_from ${name}' -xa ${fishQuoted(words.join(' '))}`]),
  ]);
  return `# fish completions of rosfw\n${lines.join('\n')}\n`;
}

function fishQuoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
