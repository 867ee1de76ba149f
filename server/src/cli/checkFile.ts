import { randomInt } from 'node:crypto';
import type { Assumption } from '../config/assumption.ts';
import { applyFixes } from '../features/applyFixes.ts';
import type { CheckFault } from '../features/checkReport.ts';
import { type CheckEntry, checkEntry } from '../features/report.ts';
import { type Packet, parsePacket } from '../packet/packet.ts';
import { type AnalyseOptions, analyse, type FileProblems } from '../rules/analyse.ts';
import { analyseMarkdown } from '../rules/analyseMarkdown.ts';
import { type Selection, select } from '../rules/selection.ts';
import { readSource } from './sourceFile.ts';

/** What is to be done with one file: a value that can be sent to a worker. */
export interface CheckJob {
  /** Path to read; `-` for the standard input. */
  readonly path: string;
  /** The name that reports show. */
  readonly file: string;
  readonly settings: CheckSettings;
  readonly fix?: 'safe' | 'unsafe' | undefined;
  /** Whether the text is needed, for frames or a difference. */
  readonly withText: boolean;
}

/** What is known of the router that a file is for, and what is shown. */
export interface CheckSettings {
  readonly version?: string | undefined;
  readonly assume?: Assumption | undefined;
  /** A packet as `parsePacket` reads it. */
  readonly session?: string | undefined;
  readonly options?: AnalyseOptions['options'];
  readonly selection: Selection;
}

export interface CheckedFile {
  readonly entry: CheckEntry;
  /** The text that the entry's places are in: the repaired one, where there were repairs. */
  readonly text?: string;
  readonly fixed?: {
    readonly before: string;
    readonly after: string;
    readonly count: number;
    readonly latin1: boolean;
  };
  readonly faults: readonly CheckFault[];
}

/** Reads and analyses one file, and repairs its text where that is wanted; writes nothing. */
export function checkFile({ path, file, settings, fix, withText }: CheckJob): CheckedFile {
  const source = readSource(path);
  if ('fault' in source) return { entry: { file, findings: [] }, faults: [{ file, message: source.fault }] };
  const { selection, ...target } = settings;
  const options = optionsOf(target);
  const run = (text: string): FileProblems =>
    MARKDOWN.test(file) ? analyseMarkdown(text, options) : analyse(text, options);
  let analysis = run(source.text);
  const faults = analysis.failures.map(({ ruleId, error }) => ({
    file,
    message: `the rule ${ruleId} failed, which is our fault; please report it: ${String(error)}`,
  }));
  let fixed: CheckedFile['fixed'];
  if (fix !== undefined) {
    const isShown = (finding: Parameters<typeof select>[0][number]): boolean => select([finding], selection).length > 0;
    const { text, count } = applyFixes(analysis, run, isShown, fix === 'unsafe');
    if (text !== source.text) {
      fixed = { before: source.text, after: text, count, latin1: source.latin1 };
      analysis = run(text);
    }
  }
  const entry = checkEntry(file, analysis, source.problems, selection);
  return { entry, faults, ...(withText && { text: analysis.text }), ...(fixed !== undefined && { fixed }) };
}

export const MARKDOWN = /\.(?:md|markdown)$/i;

function optionsOf({ version, assume, session, options }: Omit<CheckSettings, 'selection'>): AnalyseOptions {
  const packet: Packet | { fault: string } | undefined = session === undefined ? undefined : parsePacket(session);
  return {
    version,
    assume,
    session: packet === undefined || 'fault' in packet ? undefined : packet,
    options,
    random: drawn,
  };
}

/** Ports that a repair draws are secrets, so the system's generator draws them. */
function drawn(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}
