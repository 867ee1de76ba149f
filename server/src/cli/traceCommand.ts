import process from 'node:process';
import { type Command, InvalidArgumentError } from 'commander';
import type { Packet } from '../packet/packet.ts';
import type { TraceJson } from '../reports/jsonOutput.ts';
import { prettySession, prettyTrace } from '../reports/prettyReport.ts';
import { trace, traceSession } from '../reports/trace.ts';
import { clean, printableJson } from '../text/printable.ts';
import { EXIT } from './exitCode.ts';
import { formatOption, toPacket } from './options.ts';
import { routerOf } from './routers.ts';
import { addTargetOptions, type TargetOptions, Targets } from './target.ts';
import { paint } from './terminal.ts';

/** Adds `rosfw trace` to the program. */
export function addTraceCommand(program: Command): void {
  const added = program
    .command('trace')
    .description('send packets through the firewall and show, rule by rule, what happens to them')
    .argument('<file>', 'a script, or - for the standard input; of a device of rosfw.json all its files count')
    .requiredOption(
      '--packet <packet>',
      'the first packet, such as "tcp 198.51.100.7 -> :8291 in=ether1 state=new"',
      toPacket,
    )
    .option(
      '--then <packet>',
      'a further packet; may be given again',
      (text: string, all: Packet[]) => [...all, toPacket(text)],
      [],
    )
    .option('--lists <names>', 'address lists that the source is already on, with commas', '')
    .option(
      '--suppose <matcher>',
      'what the packets have that their form does not tell, as in the rules: content=sesame; may be given again',
      (text: string, all: string[]) => [...all, text],
      [],
    )
    .option('--pause <seconds>', 'time between two packets', toSeconds, 1)
    .option('--line-by-line', 'say after which lines of the file a session of the first packet is cut off or let in')
    .addOption(formatOption())
    .exitOverride()
    .action((file: string, options: TraceOptions) => {
      process.exitCode = traceFile(file, options);
    });
  addTargetOptions(added);
}

interface TraceOptions extends TargetOptions {
  readonly packet: Packet;
  readonly then: readonly Packet[];
  readonly lists: string;
  readonly suppose: readonly string[];
  readonly pause: number;
  readonly lineByLine?: boolean;
  readonly format: 'pretty' | 'json';
}

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0)) throw new InvalidArgumentError(`"${clean(text)}" is no time; write seconds, such as --pause 5.`);
  return seconds;
}

/** A trace is an answer, not a judgement: it ends with 0 whatever becomes of the packets. */
function traceFile(path: string, options: TraceOptions): number {
  const { packet, then, lists, suppose, pause, format, lineByLine } = options;
  const targets = new Targets(options);
  const router = routerOf(targets.filesOf(path), targets, options);
  if (router === undefined) return EXIT.error;
  const { analysis, files } = router;
  const names = lists.split(',').filter((list) => list !== '');
  const entries = trace(analysis, [packet, ...then], { lists: names, pause, suppositions: suppose });
  const session = lineByLine === true ? traceSession(analysis, packet) : undefined;
  if (format === 'json') {
    const wholeBy = analysis.configuration.wholeBy ?? null;
    const file = files.join(' + ');
    const json = { version: 1, file, wholeBy, packets: entries, ...(session && { session }) } satisfies TraceJson;
    process.stdout.write(`${printableJson(json)}\n`);
  } else {
    for (const entry of entries) process.stdout.write(prettyTrace(entry, paint));
    if (session !== undefined) process.stdout.write(prettySession(session, paint));
  }
  return targets.complain() ? EXIT.error : EXIT.clean;
}
