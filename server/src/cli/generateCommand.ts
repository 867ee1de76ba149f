import process from 'node:process';
import { type Command, InvalidArgumentError } from 'commander';
import { secretRandom } from '../knock/write/drawPorts.ts';
import { KNOCK_DEFAULTS } from '../knock/write/knockDefaults.ts';
import { type KnockScriptOptions, knockScript, seeded } from '../knock/write/knockScript.ts';
import { clean } from '../text/printable.ts';
import { EXIT } from './exitCode.ts';

/** Adds `rosfw generate` to the program. */
export function addGenerateCommand(program: Command): void {
  program
    .command('generate')
    .description('write scripts')
    .exitOverride()
    .command('knock')
    .description('write a port knock with ports that are drawn anew each time')
    .option('--steps <number>', 'how many packets open it, from 2 to 8', Number, KNOCK_DEFAULTS.steps)
    .option('--grant <time>', 'how long it stays open for new sessions', KNOCK_DEFAULTS.grant)
    .option(
      '--opens <services>',
      'what it opens: names or ports with commas, such as ssh,winbox,udp:51820',
      KNOCK_DEFAULTS.opens.join(','),
    )
    .option('--protocols <protocols>', 'tcp, udp, or both in turn: tcp,udp', toProtocols, [...KNOCK_DEFAULTS.protocols])
    .option('--no-trap', 'without the rules that ban whoever tries a wrong port')
    .option('--ipv6', 'the same for IPv6, too')
    .option('--wan <list>', 'the interface list towards the Internet', KNOCK_DEFAULTS.wan)
    .option('--seed <number>', 'draw the same ports each time: for tests, never for a router', Number)
    .exitOverride()
    .action((options: GenerateKnockOptions) => {
      process.exitCode = generateKnock(options);
    });
}

interface GenerateKnockOptions extends Omit<KnockScriptOptions, 'random' | 'opens'> {
  readonly opens: string;
  readonly seed?: number;
}

function toProtocols(text: string): ('tcp' | 'udp')[] {
  const protocols = text.split(',');
  if (protocols.every((one) => one === 'tcp' || one === 'udp')) return protocols;
  throw new InvalidArgumentError('There are tcp, udp, and both with commas.');
}

function generateKnock({ opens, seed, ipv6 = false, ...options }: GenerateKnockOptions): number {
  const random = seed === undefined ? secretRandom : seeded(seed);
  const services = opens.split(',').filter((one) => one !== '');
  const script = knockScript({ ...options, ipv6, opens: services, random });
  if ('fault' in script) {
    process.stderr.write(`rosfw: ${clean(script.fault)}\n`);
    return EXIT.error;
  }
  process.stdout.write(script.text);
  return EXIT.clean;
}
