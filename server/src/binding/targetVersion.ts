import type { SyntaxTree } from '../syntax/ast.ts';
import { TokenKind } from '../syntax/token.ts';

/** The version of RouterOS that a file is read for. */
export interface TargetVersion {
  /** Such as `7.20` or `7.21beta3`. */
  readonly version: string;
  /** `chosen` by the user, or told by the `header` of an export. */
  readonly from: 'chosen' | 'header';
}

/** What the user chose, else what the export says; undefined for any 7.x. */
export function targetVersion(tree: SyntaxTree, chosen: string | undefined): TargetVersion | undefined {
  if (chosen !== undefined && isVersion(chosen)) return { version: chosen, from: 'chosen' };
  const version = exportVersion(tree);
  return version === undefined ? undefined : { version, from: 'header' };
}

/** Whether a text is a version as the router writes it. */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/** Version 6 and older, of which the catalogue has no sample. */
export function isBeforeSeven(target: TargetVersion | undefined): boolean {
  return target !== undefined && Number.parseInt(target.version, 10) < 7;
}

/** `# 2026-01-01 00:00:00 by RouterOS 7.21.5`, among the comments that begin the file. */
function exportVersion({ tokens, text }: SyntaxTree): string | undefined {
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kinds[i];
    if (kind !== TokenKind.Comment) {
      const start = tokens.starts[i] as number;
      if (/\S/.test(text.slice(start, tokens.starts[i + 1] as number))) return undefined;
      continue;
    }
    const start = tokens.starts[i] as number;
    // The bound keeps the pattern cheap on hostile lines.
    const line = text.slice(start, Math.min(tokens.starts[i + 1] as number, start + 256));
    const version = /\bby RouterOS (\S{1,20})/.exec(line)?.[1];
    if (version !== undefined && isVersion(version)) return version;
  }
  return undefined;
}

const VERSION = /^\d{1,2}\.\d{1,3}(?:\.\d{1,3})?(?:(?:alpha|beta|rc)\d{0,3})?$/;
