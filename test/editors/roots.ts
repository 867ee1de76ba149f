/** Folders with a whole Debian, made by `.ci/editor-roots`, in which real editors are started. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const folder = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'routeros-firewall/editors');

/** The folder of a release of Debian; undefined where it was not made, or cannot be entered by who runs the tests. */
export function rootOf(release: 'bookworm' | 'trixie'): string | undefined {
  const root = path.join(folder, release);
  return existsSync(path.join(root, 'ready')) && process.getuid?.() === 0 ? root : undefined;
}

/** What an editor came to know, by what it was asked for. */
export type Transcript = Readonly<Record<string, unknown>>;

/**
 * Starts a command in a copy of the workspace, with `rosfw` on the path; `dist` is the built product. The recipes of the
 * documentation lie in HERE: those for Neovim by their number, for Emacs and Helix by the language.
 */
export function inRoot(
  root: string,
  dist: string,
  command: string,
): {
  readonly status: number | null;
  readonly output: string;
  readonly transcript: Transcript;
  read(file: string): string;
} {
  const own = mkdtempSync(path.join(root, 'srv', 'run-'));
  try {
    const here = path.relative(root, own);
    cpSync(import.meta.dirname, own, { recursive: true });
    cpSync(dist, path.join(own, 'rosfw'), { recursive: true });
    cpSync(process.execPath, path.join(own, 'node'));
    mkdirSync(path.join(own, 'bin'));
    const rosfw = `#!/bin/sh\nexec /${here}/node /${here}/rosfw/cli.js "$@"\n`;
    writeFileSync(path.join(own, 'bin/rosfw'), rosfw, { mode: 0o755 });
    for (const [name, text] of recipes()) writeFileSync(path.join(own, name), text);
    // Helix looks for itself below /proc, and a terminal multiplexer needs terminals; both go with the process.
    const script = `
      mount -t proc proc "$0/proc" && mount -t devpts devpts "$0/dev/pts" && chmod 666 "$0/dev/pts/ptmx" &&
      exec chroot "$0" /usr/bin/env -i HOME=/${here}/home PATH=/${here}/bin:/usr/bin:/bin LANG=C.UTF-8 \\
        TERM=xterm-256color HERE=/${here} RESULTS=/${here}/results.jsonl \\
        timeout 120 sh -c 'cd "$HERE/site" && ${command}'`;
    const { status, stdout, stderr } = spawnSync('unshare', ['--mount', '--pid', '--fork', 'sh', '-c', script, root], {
      encoding: 'utf8',
    });
    const results = path.join(own, 'results.jsonl');
    const lines = existsSync(results) ? readFileSync(results, 'utf8').trim().split('\n') : [];
    const said = lines.map((line): { what: string; value: unknown } => JSON.parse(line));
    const files = new Map<string, string>();
    for (const file of ['site/filter.rsc', 'site/lists.rsc', 'screen-problems', 'screen-hover', 'screen-completion']) {
      const whole = path.join(own, file);
      if (existsSync(whole)) files.set(file, readFileSync(whole, 'utf8'));
    }
    return {
      status,
      output: stdout + stderr,
      transcript: Object.fromEntries(said.map(({ what, value }) => [what, value])),
      read: (file) => files.get(file) ?? '',
    };
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** The recipes of docs/editors.md by file. */
function recipes(): ReadonlyMap<string, string> {
  const text = readFileSync('docs/editors.md', 'utf8');
  const found = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const [, language, recipe] of text.matchAll(/^```(lua|elisp|toml)\n([\s\S]*?)^```$/gm)) {
    const count = (counts.get(language as string) ?? 0) + 1;
    counts.set(language as string, count);
    const name = { lua: `recipe${count}.lua`, elisp: 'recipe.el', toml: 'recipe.toml' }[language as 'lua'];
    found.set(name, recipe as string);
  }
  return found;
}
