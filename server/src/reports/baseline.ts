import { printableJson } from '../text/printable.ts';
import type { CheckEntry } from './jsonOutput.ts';

/**
 * Findings that a project has put up with: those of a baseline are not reported again, new ones are. The file is kept
 * beside the scripts, so it holds names of rules and fingerprints only, sorted, one finding a line.
 */
export class Baseline {
  /** Fingerprints by file. */
  readonly #files: ReadonlyMap<string, ReadonlySet<string>>;

  private constructor(files: ReadonlyMap<string, ReadonlySet<string>>) {
    this.#files = files;
  }

  /** Reads the text of a baseline, or says what is wrong with it. */
  static parse(text: string): Baseline | { readonly fault: string } {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return { fault: `it is no JSON; ${REMAKE}` };
    }
    if (!isRecord(value) || value['version'] !== 1 || !isRecord(value['files']))
      return { fault: `it is no baseline of version 1; ${REMAKE}` };
    const files = new Map<string, ReadonlySet<string>>();
    for (const [file, lines] of Object.entries(value['files'])) {
      if (!Array.isArray(lines) || !lines.every((line) => typeof line === 'string'))
        return { fault: `its entry ${JSON.stringify(file)} is no list of findings; ${REMAKE}` };
      files.set(file, new Set(lines.map((line) => line.slice(line.lastIndexOf(' ') + 1))));
    }
    return new Baseline(files);
  }

  /** The text of a baseline with all findings; `pathOf` tells the path of a file as the baseline names it. */
  static write(entries: readonly CheckEntry[], pathOf: (file: string) => string): string {
    const files = entries
      .filter(({ findings }) => findings.length > 0)
      .map(({ file, findings }) => {
        const lines = findings.map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`);
        return [pathOf(file), lines.sort()] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `${printableJson({ version: 1, files: Object.fromEntries(files) })}\n`;
  }

  /** The entry without the findings that are known for the path. */
  withoutKnown(entry: CheckEntry, path: string): CheckEntry {
    const known = this.#files.get(path);
    if (known === undefined) return entry;
    return { ...entry, findings: entry.findings.filter(({ fingerprint }) => !known.has(fingerprint)) };
  }
}

const REMAKE = 'make it anew with --write-baseline';

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
