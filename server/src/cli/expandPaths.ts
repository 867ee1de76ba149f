import { statSync } from 'node:fs';
// tinyglobby: small and quick globbing that sees the same files on every platform; on a pattern of the user alone.
import { globSync, isDynamicPattern } from 'tinyglobby';

export interface ExpandedPaths {
  /** Each file once, those of a folder or a pattern in the order of their names. */
  readonly files: readonly string[];
  readonly faults: readonly { readonly file: string; readonly message: string }[];
}

/** A folder stands for the scripts in it, and a pattern for what it matches; `-` is the standard input. */
export function expandPaths(names: readonly string[]): ExpandedPaths {
  const files = new Set<string>();
  const faults: { file: string; message: string }[] = [];
  for (const name of names) {
    const stats = name === '-' ? undefined : statSync(name, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) {
      const found = glob('**/*.rsc', name);
      if (found.length === 0) faults.push({ file: name, message: 'there is no .rsc file in this folder' });
      for (const file of found) files.add(name === '.' ? file : `${name.replace(/[\\/]+$/, '')}/${file}`);
    } else if (stats === undefined && name !== '-' && isDynamicPattern(name)) {
      const found = glob(name.replaceAll('\\', '/'));
      if (found.length === 0) faults.push({ file: name, message: 'no file matches this pattern' });
      for (const file of found) files.add(file);
    } else files.add(name);
  }
  return { files: [...files], faults };
}

/** Links are not followed: they may lead in circles, or out of what the user named. */
function glob(pattern: string, cwd = '.'): string[] {
  return globSync(pattern, {
    cwd,
    dot: true,
    followSymbolicLinks: false,
    expandDirectories: false,
    ignore: ['**/node_modules/**', '**/.git/**'],
  }).sort();
}
