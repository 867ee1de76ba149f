import type { FileAnalysis } from '../analysis/analysis.ts';
import { Composition } from '../project/composition.ts';
import { expandPaths } from './expandPaths.ts';
import { readSource, type SourceFile } from './sourceFile.ts';
import { nameOf, type TargetOptions, Targets } from './target.ts';
import { complain } from './terminal.ts';

/** What is known of one router: the files of a device are carried out one after the other, as the router does. */
export interface Router {
  readonly files: readonly [string, ...string[]];
  readonly device: string | undefined;
  readonly analysis: FileAnalysis;
}

/** The routers that the paths name, each once, one after the other; what cannot be read is said on the way. */
export function routersOf(
  names: readonly string[],
  options: TargetOptions,
): { readonly routers: Iterable<Router>; readonly targets: Targets; readonly isUnreadable: () => boolean } {
  const targets = new Targets(options);
  const { files, faults, skipped } = expandPaths(names);
  for (const { file, message } of [...faults, ...skipped]) complain(file, message);
  let isUnreadable = faults.length > 0;
  function* routers(): Iterable<Router> {
    const done = new Set<string>();
    for (const path of files) {
      if (targets.ignores(path) || done.has(path)) continue;
      const own = targets.filesOf(path);
      for (const file of own) done.add(file);
      const router = routerOf(own, targets, options);
      if (router === undefined) isUnreadable = true;
      else yield router;
    }
  }
  return { routers: routers(), targets, isUnreadable: () => isUnreadable };
}

/** The router that the files make up; undefined where one of them cannot be read, which is said. */
export function routerOf(paths: readonly string[], targets: Targets, options: TargetOptions): Router | undefined {
  const sources: (SourceFile & { readonly file: string })[] = [];
  for (const path of paths) {
    const file = nameOf(path, options);
    const source = readSource(path, options.maxFileSize);
    if ('fault' in source) complain(file, source.fault);
    else sources.push({ file, ...source });
  }
  const [first, ...others] = sources;
  if (first === undefined || sources.length < paths.length) return undefined;
  const composition = sources.length === 1 ? undefined : new Composition(sources, () => undefined);
  const source = composition === undefined ? first : { ...first, text: composition.text };
  return {
    files: [first.file, ...others.map(({ file }) => file)],
    device: targets.settingsOf(first.file)?.device,
    analysis: targets.analyse(first.file, source, { rules: [], origin: composition }),
  };
}
