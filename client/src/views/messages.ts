/** What a view and the extension tell each other. Everything is data; a view asks, the extension answers. */
import type { PlayAnswer, PlayQuestion } from '../../../server/src/features/knockView/knockPlayer.ts';
import type {
  CompareAnswer,
  KnocksAnswer,
  RequestFault,
  TableAnswer,
  TraceAnswer,
} from '../../../server/src/lsp/protocol.ts';

export type ViewKind = 'knocks' | 'table' | 'trace' | 'compare';

/** What a view shows about a script. */
export type ViewData =
  | { readonly kind: 'knocks'; readonly script: string; readonly answer: Exclude<KnocksAnswer, RequestFault> }
  | { readonly kind: 'table'; readonly script: string; readonly answer: Exclude<TableAnswer, RequestFault> }
  | {
      readonly kind: 'trace';
      readonly script: string;
      readonly packets: readonly string[];
      readonly lists: readonly string[];
    }
  | {
      readonly kind: 'compare';
      readonly script: string;
      /** What the version before is called. */
      readonly name: string;
      readonly answer: Exclude<CompareAnswer, RequestFault>;
    };

export type ToView =
  /** In the language of the editor. */
  | { readonly type: 'texts'; readonly language: string; readonly texts: Readonly<Record<string, string>> }
  | { readonly type: 'show'; readonly data: ViewData }
  /** The line of the cursor in the script, from 1. */
  | { readonly type: 'cursor'; readonly line: number }
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown };

export type FromView =
  | { readonly type: 'ready' }
  | { readonly type: 'ask'; readonly id: number; readonly question: Question }
  /** Shows a line of the script, from 1, or of another file of its router. */
  | { readonly type: 'reveal'; readonly line: number; readonly file?: string | undefined }
  | { readonly type: 'copy'; readonly text: string }
  /** A picture that the clipboard did not take, as SVG. */
  | { readonly type: 'save'; readonly svg: string }
  /** The path of one packet is to be seen in the script. */
  | { readonly type: 'light'; readonly steps: readonly LitStep[] }
  | { readonly type: 'trace'; readonly packets: readonly string[]; readonly lists: readonly string[] }
  /** What is as it should be is to be expected from now on; the line of the rule that decides, from 1. */
  | { readonly type: 'expect'; readonly expectations: readonly string[]; readonly line: number | null }
  /** Asks how a new knock is to be, and writes it into the script. */
  | { readonly type: 'newKnock' }
  | { readonly type: 'text' };

export type Question =
  | { readonly what: 'play'; readonly question: PlayQuestion }
  | { readonly what: 'trace'; readonly packets: readonly string[]; readonly lists: readonly string[] };

export interface Answers {
  readonly play: PlayAnswer | RequestFault;
  readonly trace: TraceAnswer;
}

/** What a packet met at a line, from 1. */
export interface LitStep {
  readonly line: number;
  readonly kind: 'accepts' | 'refuses' | 'matches' | 'misses';
  /** Why, in a few words; it stands behind the line. */
  readonly note: string;
}
