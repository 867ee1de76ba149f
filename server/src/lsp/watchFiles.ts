import { FileChangeType, type FileEvent } from 'vscode-languageserver';

/** Where files are looked for that a client does not watch. */
export interface WatchedFiles {
  folders(): readonly string[];
  /** URIs of the files in folders that are of interest. */
  list(folders: readonly string[]): Promise<readonly string[]>;
  /** What is different once a file has another text; undefined where it is gone. */
  stateOf(uri: string): Promise<string | undefined>;
}

/**
 * Looks again and again at files that the client does not watch, and says what has changed. Looking at what is known is
 * cheap and is done often; looking for what is new takes the longer the larger the folders are, and gets rarer with it.
 * The returned function ends it.
 */
export function watchFiles(files: WatchedFiles, changed: (events: FileEvent[]) => void): () => void {
  let states: ReadonlyMap<string, string> | undefined;
  let uris: readonly string[] = [];
  let listedAt = Number.NEGATIVE_INFINITY;
  let untilListing = LEAST_LISTING;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const look = async (): Promise<void> => {
    const begin = performance.now();
    if (begin - listedAt >= untilListing) {
      uris = (await files.list(files.folders())).slice(0, MOST_FILES);
      listedAt = performance.now();
      untilListing = Math.max(LEAST_LISTING, (listedAt - begin) * LISTING_SHARE);
    }
    const now = new Map<string, string>();
    for (const uri of uris) {
      const state = await files.stateOf(uri);
      if (state !== undefined) now.set(uri, state);
    }
    const events = states === undefined ? [] : changesOf(states, now);
    states = now;
    if (events.length > 0 && !isStopped) changed(events);
  };
  const next = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => void look().then(next, next), INTERVAL);
    // Watching keeps no process alive whose client has gone.
    (timer as { unref?: () => void }).unref?.();
  };
  void look().then(next, next);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

function changesOf(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): FileEvent[] {
  const events: FileEvent[] = [];
  for (const [uri, state] of now) {
    const was = before.get(uri);
    if (was === undefined) events.push({ uri, type: FileChangeType.Created });
    else if (was !== state) events.push({ uri, type: FileChangeType.Changed });
  }
  for (const uri of before.keys()) if (!now.has(uri)) events.push({ uri, type: FileChangeType.Deleted });
  return events;
}

/** Milliseconds. */
const INTERVAL = 1_500;
const LEAST_LISTING = 5_000;
/** Looking for new files takes one part of the time in so many. */
const LISTING_SHARE = 50;
const MOST_FILES = 2_000;
