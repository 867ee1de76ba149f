import * as z from 'zod';
import { PERSONAS } from '../../diagnostics/selection.ts';
import { ASSUMPTIONS } from '../../execution/assumption.ts';

/** A script that a tool is about: a file, or a text. */
export interface Source {
  readonly path?: string | undefined;
  readonly text?: string | undefined;
}

/** How a question becomes a command: its options, then the sources in the place of its files. */
export interface Question {
  readonly command: readonly string[];
  readonly options: readonly string[];
  readonly sources: readonly Source[];
}

/** A tool as an assistant sees it, and the command that answers it. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  /** The answer, where the command prints no JSON. */
  readonly wrap?: (output: string, notes: string) => Record<string, unknown>;
  question(input: never): Question;
}

/** Characters: as much as the command line reads of a file. */
const LONGEST_TEXT = 64 * 1024 * 1024;

const source = {
  path: z
    .string()
    .optional()
    .describe('A .rsc file, or a folder with such files, below a folder that may be read. Give this or text.'),
  text: z
    .string()
    .max(LONGEST_TEXT)
    .optional()
    .describe('The script itself: an export, or commands to be imported. Give this or path.'),
};

const target = {
  ros: z.string().optional().describe('Version of RouterOS, such as 7.20; by default what an export says.'),
  assume: z
    .enum(ASSUMPTIONS)
    .optional()
    .describe('What the router holds before: its default firewall (defconf), nothing, or what the script counts on.'),
};

const session = {
  session: z
    .string()
    .optional()
    .describe('Your management session, such as "tcp 192.168.88.10 -> :8291 in=bridge": what cuts it off is an error.'),
};

interface TargetInput extends Source {
  readonly ros?: string;
  readonly assume?: string;
  readonly session?: string;
}

function options(input: Readonly<Record<string, unknown>>, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const value = input[name];
    return value === undefined ? [] : [`--${name}=${Array.isArray(value) ? value.join(',') : String(value)}`];
  });
}

const TARGET = ['ros', 'assume', 'session'];
const version = z.number().describe('Version of this form; fields are added, none changes its meaning.');
const anything = z.looseObject({});
const perFile = <T extends z.ZodRawShape>(shape: T) => z.looseObject({ file: z.string(), ...shape });

const check: Tool = {
  name: 'check',
  title: 'Check a RouterOS script',
  description:
    'Finds what is wrong with MikroTik RouterOS scripts (.rsc): faults that RouterOS would refuse, firewall rules that ' +
    'never match, services open to the Internet, weak port knocks. What is found is proved over all packets. Use it ' +
    'after each change of a firewall.',
  input: z.object({
    ...source,
    ...target,
    ...session,
    persona: z
      .enum(PERSONAS)
      .optional()
      .describe('How strict: regular, pedantic (also bad style), auditor (everything).'),
  }),
  output: z.looseObject({
    version,
    files: z.array(
      perFile({
        findings: z.array(
          z.looseObject({
            ruleId: z.string(),
            severity: z.string(),
            message: z.string(),
          }),
        ),
      }),
    ),
  }),
  question: (input: TargetInput & { readonly persona?: string }) => ({
    command: ['check'],
    options: ['--format=json', ...options({ ...input }, [...TARGET, 'persona'])],
    sources: [input],
  }),
};

const knocks: Tool = {
  name: 'knocks',
  title: 'Examine port knocks',
  description:
    'Recognises the port knocks of a firewall and says of each what opens it, what it opens for how long, whether it ' +
    'works, and how long it withstands a sweep of all ports, with the packets of a replay.',
  input: z.object({ ...source, ...target }),
  output: z.looseObject({ version, files: z.array(perFile({ knocks: z.array(anything) })) }),
  question: (input: TargetInput) => ({
    command: ['knocks'],
    options: ['--format=json', ...options({ ...input }, TARGET)],
    sources: [input],
  }),
};

const trace: Tool = {
  name: 'trace',
  title: 'Trace packets through a firewall',
  description:
    'Sends packets through the firewall and shows rule by rule what becomes of them; later ones find the lists as the ' +
    'ones before left them.',
  input: z.object({
    ...source,
    ...target,
    packets: z
      .array(z.string())
      .min(1)
      .max(100)
      .describe(
        'In turn, such as "tcp 198.51.100.7 -> :8291 in=ether1 state=new" or "icmp 2001:db8::7 -> 2001:db8::1".',
      ),
    lists: z.array(z.string()).optional().describe('Address lists that the source of the first one is on.'),
  }),
  output: z.looseObject({ version, file: z.string(), packets: z.array(z.looseObject({ verdict: z.string() })) }),
  question: (input: TargetInput & { readonly packets: readonly string[]; readonly lists?: readonly string[] }) => ({
    command: ['trace'],
    options: [
      '--format=json',
      ...options({ ...input }, [...TARGET, 'lists']),
      ...input.packets.map((packet, index) => `--${index === 0 ? 'packet' : 'then'}=${packet}`),
    ],
    sources: [input],
  }),
};

const diff: Tool = {
  name: 'diff',
  title: 'Compare two firewalls',
  description:
    'Proves which packets a new version of a firewall newly lets in or keeps out, each change with a packet that shows ' +
    'it. No change in text that does the same is reported.',
  input: z.object({
    before: z.object(source).describe('The version before.'),
    after: z.object(source).describe('The version after.'),
    ...target,
  }),
  output: z.looseObject({ version, changes: z.array(anything), knocks: z.array(anything) }),
  question: (input: TargetInput & { readonly before: Source; readonly after: Source }) => ({
    command: ['diff'],
    options: ['--format=json', ...options({ ...input }, TARGET)],
    sources: [input.before, input.after],
  }),
};

const exposure: Tool = {
  name: 'exposure',
  title: 'What is open',
  description:
    'Says what is open from where: services of the router, forwarded ports and networks, by the Internet, interface ' +
    'lists, networks, address lists and port knocks, with packets that show it.',
  input: z.object({ ...source, ...target }),
  output: z.looseObject({ version }),
  question: (input: TargetInput) => ({
    command: ['exposure'],
    options: ['--format=json', ...options({ ...input }, TARGET)],
    sources: [input],
  }),
};

const test: Tool = {
  name: 'test',
  title: 'Prove expectations',
  description:
    'Proves for all packets whether a firewall does what is expected of it, such as ' +
    '"internet -> router tcp 22,8291 => refused" or "192.168.88.0/24 -> internet => accepted". Those of the project file ' +
    'and of the script count, too. Each result is held, failed with a packet, undecided, or invalid.',
  input: z.object({
    ...source,
    ...target,
    expectations: z
      .array(z.string())
      .max(1000)
      .optional()
      .describe('Further ones, as a rosfw-expect comment has them.'),
  }),
  output: z.looseObject({
    version,
    files: z.array(perFile({ results: z.array(z.looseObject({ status: z.string() })) })),
  }),
  question: (input: TargetInput & { readonly expectations?: readonly string[] }) => ({
    command: ['test'],
    options: [
      '--format=json',
      ...options({ ...input }, TARGET),
      ...(input.expectations ?? []).map((one) => `--expect=${one}`),
    ],
    sources: [input],
  }),
};

const generateKnock: Tool = {
  name: 'generate_knock',
  title: 'Write a port knock',
  description:
    'Writes the rules of a port knock with ports drawn by the system, a trap for wrong ports and a ban. The ports are a ' +
    'secret: show them to the user, and keep them nowhere else.',
  input: z.object({
    steps: z.int().min(2).max(8).optional().describe('How many packets open it; 4 by default.'),
    grant: z.string().optional().describe('How long it stays open for new sessions, such as 30m.'),
    opens: z.array(z.string()).optional().describe('What it opens, such as ssh, winbox, udp:51820.'),
    protocols: z
      .array(z.enum(['tcp', 'udp']))
      .optional()
      .describe('Of the knocks in turn.'),
    trap: z.boolean().optional().describe('Whether whoever tries a wrong port is banned; true by default.'),
    ipv6: z.boolean().optional().describe('The same for IPv6, too.'),
    wan: z.string().optional().describe('The interface list towards the Internet; WAN by default.'),
  }),
  output: z.object({ script: z.string() }),
  wrap: (script) => ({ script }),
  question: ({ trap, ipv6, ...input }: { readonly trap?: boolean; readonly ipv6?: boolean }) => ({
    command: ['generate', 'knock'],
    options: [
      ...options(input, ['steps', 'grant', 'opens', 'protocols', 'wan']),
      ...(trap === false ? ['--no-trap'] : []),
      ...(ipv6 === true ? ['--ipv6'] : []),
    ],
    sources: [],
  }),
};

const format: Tool = {
  name: 'format',
  title: 'Format a script',
  description: 'Brings a script into the form of an export; what it does stays the same. Nothing is written to a file.',
  input: z.object({
    text: source.text.unwrap().describe('The script.'),
    width: z.int().min(0).max(9999).optional().describe('Where lines are broken between arguments; 0 breaks none.'),
    sort: z.boolean().optional().describe('Put arguments in the order of an export.'),
  }),
  output: z.object({ text: z.string() }),
  wrap: (text) => ({ text }),
  question: ({ sort, ...input }: Source & { readonly sort?: boolean }) => ({
    command: ['format'],
    options: [...options({ ...input }, ['width']), ...(sort === true ? ['--sort'] : [])],
    sources: [input],
  }),
};

const convert: Tool = {
  name: 'convert',
  title: 'Make a script of what was copied',
  description:
    'Makes RouterOS commands of what print shows, of fields of WinBox, or of a page with prose between commands.',
  input: z.object({
    text: source.text.unwrap().describe('What was copied.'),
    menu: z.string().optional().describe('The menu of items whose menu is not said, such as /ip firewall filter.'),
  }),
  output: z.object({
    script: z.string(),
    left: z.string().describe('What does not tell enough, and stays as it was.'),
  }),
  wrap: (script, left) => ({ script, left }),
  question: (input: Source & { readonly menu?: string }) => ({
    command: ['convert'],
    options: options({ ...input }, ['menu']),
    sources: [input],
  }),
};

/** The tools that are answered by a command. */
export const TOOLS: readonly Tool[] = [check, knocks, trace, diff, exposure, test, generateKnock, format, convert];
