import { decoded } from '../project/project.ts';

/** The last part of a URI, as people read it. */
export function nameOf(uri: string): string {
  return decoded(uri.slice(uri.lastIndexOf('/') + 1));
}
