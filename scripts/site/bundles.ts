/** The programs of the site: the playground, the server in its worker, the theme of all pages, the service worker. */
import path from 'node:path';
import * as esbuild from 'esbuild';
import { root } from '../process.ts';

const FOLDER = path.join(root, 'client/src/playground');

export interface Bundle {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly metafile: esbuild.Metafile;
}

const common = {
  bundle: true,
  write: false,
  minify: true,
  target: 'es2022',
  platform: 'browser',
  format: 'iife',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  absWorkingDir: root,
  outdir: 'out',
  // Its main module asks for its parts in a way that no bundler sees.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  define: { ROSFW_VERSION: '""', ROSFW_COMMIT: '""' },
} satisfies esbuild.BuildOptions;

/** All but the service worker, which has to know the other files. */
export function bundlePrograms(): Promise<Bundle> {
  return bundle({
    entryPoints: {
      playground: path.join(FOLDER, 'main.ts'),
      theme: path.join(FOLDER, 'theme.ts'),
      server: path.join(root, 'server/src/browser.ts'),
      site: path.join(FOLDER, 'site.css'),
      views: path.join(FOLDER, 'views.css'),
    },
  });
}

export function bundleOffline(version: string, core: readonly string[], rest: readonly string[]): Promise<Bundle> {
  return bundle({
    entryPoints: { offline: path.join(FOLDER, 'offline.ts') },
    define: {
      SITE_VERSION: JSON.stringify(version),
      SITE_CORE: JSON.stringify(core),
      SITE_REST: JSON.stringify(rest),
    },
  });
}

async function bundle(options: esbuild.BuildOptions): Promise<Bundle> {
  const { outputFiles = [], metafile } = await esbuild.build({ ...common, ...options, metafile: true });
  return { files: new Map(outputFiles.map((file) => [path.basename(file.path), file.contents])), metafile };
}
