/**
 * What server and client say to each other beside the Language Server Protocol: methods, what they carry, and the
 * bounds that both keep. It imports types and figures alone, so that the client takes nothing of the server with it.
 */

import type { Range, TextEdit } from 'vscode-languageserver';
import type { ExpectationResult } from '../expectation/judgeExpectation.ts';
import type { FirewallTable, TableBounds } from '../features/firewallTable.ts';
import type { PlayAnswer, PlayQuestion } from '../features/knockView/knockPlayer.ts';
import type { KnockView } from '../features/knockView/knockView.ts';
import type { NewKnock } from '../features/newKnock.ts';
import type { RuleLabel } from '../features/ruleLabels.ts';
import type { RuleMark } from '../features/ruleMarks.ts';
import type { KnockScriptOptions } from '../knock/write/knockScript.ts';
import type { ImportStop } from '../reports/importReport.ts';
import type { DiffReport, ExposureEntry, SessionEntry, TraceEntry } from '../reports/jsonOutput.ts';

export { KNOCK_DEFAULTS } from '../knock/write/knockDefaults.ts';

/** Requests to the server: questions about a script, answered by a text to read and by what a view draws. */
export const REPORTS = {
  knocks: 'rosfw/knocks',
  table: 'rosfw/table',
  ruleMarks: 'rosfw/ruleMarks',
  play: 'rosfw/play',
  trace: 'rosfw/trace',
  compare: 'rosfw/compare',
  newKnock: 'rosfw/newKnock',
  convert: 'rosfw/convert',
  test: 'rosfw/test',
  saveExpectation: 'rosfw/saveExpectation',
  check: 'rosfw/check',
  beforeImport: 'rosfw/beforeImport',
  changes: 'rosfw/changes',
  exposure: 'rosfw/exposure',
  whyNot: 'rosfw/whyNot',
  explain: 'rosfw/explain',
} as const;

/** Asks the client for the text of a file; a client that can answer says `readsFiles` when it starts the server. */
export const READ_FILE = 'rosfw/readFile';
/** Asks the client for the URIs of all scripts of the workspace; one that can answer says `listsScripts`. */
export const LIST_SCRIPTS = 'rosfw/scripts';
/** Notifies the client how things are with a script, where it says `showsStatus`. */
export const STATUS = 'rosfw/status';

/** Scripts of the workspace that are read beside those that are open. */
export const MAX_SCRIPTS = 500;
/** Bytes of each. */
export const MAX_SCRIPT_SIZE = 1_000_000;
/** Bytes of a project file, and of a file that another imports. */
export const MAX_PROJECT_FILE_SIZE = 4_000_000;

/** What a table of a firewall shows at most: beyond that nobody reads, and a message would be too long. */
export const TABLE_BOUNDS: TableBounds = { rules: 10_000, text: 300 };

/** What a client says of itself when it starts the server. */
export interface InitializationOptions {
  /** Whether the client has the commands and the views of our extension. */
  readonly hasCommands?: unknown;
  readonly readsFiles?: unknown;
  readonly listsScripts?: unknown;
  readonly showsStatus?: unknown;
  /** Whether the client draws numbers and parts of rules by itself, so that they are no inlay hints. */
  readonly drawsLabels?: unknown;
}

/** Where the files are that places of an answer name. */
export interface PlaceFiles {
  /** The name that places in the script itself have, where several files make up the router. */
  readonly file?: string | undefined;
  /** URIs of these files by the names that places have; empty where it is one. */
  readonly files: Readonly<Record<string, string>>;
}

export interface RequestFault {
  /** What is wrong with the question, and what to write instead. */
  readonly fault: string;
}

export type RuleMarksAnswer =
  | { readonly marks: readonly RuleMark[]; readonly labels: readonly RuleLabel[] }
  | RequestFault;

export type KnocksAnswer =
  | (PlaceFiles & {
      readonly text: string;
      readonly views: readonly KnockView[];
      readonly importStop: ImportStop | null;
    })
  | RequestFault;

export type TableAnswer =
  | (PlaceFiles & { readonly text: string; readonly table: FirewallTable; readonly importStop: ImportStop | null })
  | RequestFault;

export interface TraceReport extends PlaceFiles {
  readonly text: string;
  readonly packets: readonly TraceEntry[];
  /** For each packet the expectation that keeps what becomes of it. */
  readonly expectations: readonly string[];
  /** What becomes of a session of the first packet while the file is applied. */
  readonly session: readonly SessionEntry[];
  /** Where the router would not take the file. */
  readonly importStop: ImportStop | null;
}

export type TraceAnswer = TraceReport | RequestFault;

export type CompareAnswer =
  | (PlaceFiles & {
      readonly text: string;
      readonly diff: DiffReport;
      /** For each change the expectations that keep it as it is now, the widest first; empty where none can say it. */
      readonly expectations: readonly (readonly string[])[];
      readonly session: SessionAnswer | null;
      readonly importStop: ImportStop | null;
    })
  | RequestFault;

/** What becomes of the management session that the settings name while the file is applied. */
export interface SessionAnswer {
  readonly packet: string;
  readonly stages: readonly SessionEntry[];
}

export type PlayReply = PlayAnswer | RequestFault;

export interface PlayParams extends PlayQuestion {
  readonly uri: string;
}

export interface TraceParams {
  readonly uri: string;
  /** As `parsePacket` reads them, one after the other. */
  readonly packets: readonly string[];
  /** Lists on which the source of the first one already is. */
  readonly lists?: readonly string[];
}

export interface CompareParams {
  readonly uri: string;
  /** The text of the version before. */
  readonly before: string;
  /** What that version is called. */
  readonly name: string;
}

export interface NewKnockParams extends Omit<KnockScriptOptions, 'random'> {
  readonly uri: string;
}

export interface NewKnockReply extends Omit<NewKnock, 'edits'> {
  readonly edits: readonly TextEdit[];
}

export type NewKnockAnswer = NewKnockReply | RequestFault;

export interface ConvertParams {
  readonly uri: string;
  /** The menu of items whose menu is not said, such as `/ip firewall mangle`. */
  readonly menu?: string | undefined;
}

export type ConvertAnswer =
  /** `left` says what could not be converted: the text does not tell enough. */
  { readonly edits: readonly TextEdit[]; readonly left: readonly string[] } | RequestFault;

export interface TestParams {
  readonly uri: string;
  /** Which expectations are judged, by their places in the answer; without them none is, and they are only listed. */
  readonly run?: readonly number[] | undefined;
  /** Further ones that are written nowhere; all of them are judged. */
  readonly further?: readonly string[] | undefined;
}

/** An expectation about a script, in the order of the project file and then of the script. */
export interface TestEntry {
  readonly text: string;
  /** Where it stands in the script; null for one of the project file. */
  readonly range: Range | null;
  /** Null where it was not judged. */
  readonly result: {
    readonly status: ExpectationResult['status'];
    readonly message: string;
    /** The rule that decides about the counterexample. */
    readonly by: Range | null;
    /** The URI of the script in which that is, where it is another one of the same router. */
    readonly inOther: string | null;
  } | null;
}

export type TestAnswer = { readonly tests: readonly TestEntry[] } | RequestFault;

/** A section of a page about several scripts, as Markdown. */
export type PageAnswer = { readonly markdown: string } | RequestFault;

export interface ExplainParams {
  /** The id of a rule. */
  readonly rule: string;
}

export interface CheckParams {
  readonly uri: string;
}

export interface BeforeImportParams {
  readonly uri: string;
  /** The text of the version before, and what that is called; without one nothing is compared. */
  readonly before?: { readonly text: string; readonly name: string } | undefined;
}

/** What has changed from one folder to another, by a script of the newer one. */
export interface ChangesParams {
  readonly uri: string;
  /** The older version of the script. */
  readonly before: { readonly uri: string; readonly text: string };
  /** URIs of the folders, with slashes at their ends: other files of the router are taken from the older one, too. */
  readonly folders: { readonly now: string; readonly before: string };
}

/** A section of a page, and whether anything has changed for the router that the script is a part of. */
export type ChangesAnswer = (PlaceFiles & { readonly markdown: string; readonly isChanged: boolean }) | RequestFault;

export interface SaveExpectationParams {
  readonly uri: string;
  /** As `parseExpectation` reads it. */
  readonly expectation: string;
  /** Taken in its stead where the file as it is now does not hold it. */
  readonly otherwise?: string | undefined;
  /** The line of the rule beside which it belongs, from 1; without one it goes above the first rule. */
  readonly line?: number | undefined;
}

export interface SaveExpectationReply {
  /** What is saved. */
  readonly expectation: string;
  /** What it comes to now. */
  readonly status: ExpectationResult['status'];
  /** The file that gets it: the project file where the script belongs to a device, else the script. */
  readonly target: string;
  /** The device in whose entry it goes. */
  readonly device: string | null;
  /** Empty where it stands there already. */
  readonly edits: readonly TextEdit[];
}

export type SaveExpectationAnswer = SaveExpectationReply | RequestFault;

export interface ExposureParams {
  readonly uri: string;
}

export type ExposureAnswer =
  /** `uris`: where the files are that places of the exposure name; empty for a script by itself. */
  | { readonly exposure: ExposureEntry; readonly text: string; readonly uris: Readonly<Record<string, string>> }
  | RequestFault;

/** A closed cell of the exposure, by the ids of its row and column. */
export interface WhyNotParams {
  readonly uri: string;
  readonly from: string;
  readonly to: string;
  readonly family: 'ipv4' | 'ipv6';
}

export type WhyNotAnswer =
  | {
      readonly reason: string;
      readonly commands: readonly string[];
      readonly edits: readonly (TextEdit & { readonly uri: string })[];
      /** A packet that gets there then. */
      readonly packet: string | undefined;
    }
  | RequestFault;

/** Where the version comes from that a script is read for. */
export type TargetSource = 'setting' | 'rosfw.json' | 'header of the export' | 'default';

export interface StatusParams {
  readonly uri: string;
  /** Such as `7.20`; without one any 7.x is meant. */
  readonly version?: string | undefined;
  readonly from: TargetSource;
  /** An analysis has been at work for so long that one asks oneself. */
  readonly busy: boolean;
  /** Milliseconds that the last analysis took, where that is more than it should. */
  readonly slow?: number | undefined;
  readonly problems: number;
}
