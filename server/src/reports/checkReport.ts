import type { CheckEntry } from './jsonOutput.ts';

/** What a run of the linter over many files found: the input of each format for machines. */
export interface CheckReport {
  /** Version of the product. */
  readonly version: string;
  readonly files: readonly CheckEntry[];
  /** What kept files from being checked, or rules from running. */
  readonly faults: readonly CheckFault[];
}

export interface CheckFault {
  readonly file: string;
  readonly message: string;
}
