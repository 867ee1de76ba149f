/** The language server of the command line: everything by itself, for clients that only know the protocol. */
import { folderHost } from './folderHost.ts';
import { serveStandardStreams } from './standardStreams.ts';

/** Serves until the client ends it. `version` is that of the product. */
export function serveEditors(version: string): void {
  serveStandardStreams({ ...folderHost, version });
}
