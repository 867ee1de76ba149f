/**
 * A script in the fragment of a link, which no browser sends to a server. A link may be cut by a mail program or made by
 * somebody who means harm, so what it unpacks to is bounded, and its checksum is compared.
 */

/** What a fragment of ours begins with. */
export const SHARE_PREFIX = 'script=';
/** Bytes of a script; also what a link unpacks to at most. */
export const MAX_SHARED_BYTES = 1_000_000;
/** Characters of the packed script in a link. */
export const MAX_PACKED_LENGTH = 1_000_000;
/** Characters of a link that every program hands on whole, as far as we know. */
export const SAFE_LINK_LENGTH = 8_000;

export type SharedScript = { readonly text: string } | { readonly fault: string };

/** The fragment, without its `#`; undefined where the script is too long for one. */
export async function shareFragment(text: string): Promise<string | undefined> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > MAX_SHARED_BYTES) return undefined;
  const packed = await new Response(
    new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip')),
  ).arrayBuffer();
  return SHARE_PREFIX + toBase64Url(new Uint8Array(packed));
}

/** The script in a fragment that begins with our prefix. */
export async function sharedScript(fragment: string): Promise<SharedScript> {
  const packed = fragment.slice(SHARE_PREFIX.length);
  if (packed.length > MAX_PACKED_LENGTH) return { fault: TOO_LONG };
  const bytes = fromBase64Url(packed);
  if (bytes === undefined) return { fault: CUT };
  try {
    const unpacked = await unpack(bytes);
    if (unpacked === undefined) return { fault: TOO_LONG };
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(unpacked) };
  } catch {
    return { fault: CUT };
  }
}

const CUT =
  'This link does not hold a whole script: it was cut or changed on its way. Ask for it anew. Your own text is untouched.';
const TOO_LONG = `This link holds more than ${MAX_SHARED_BYTES / 1_000_000} MB, so it was not opened. Your own text is untouched.`;

/** Undefined as soon as it comes to more than the bound; rejects where the data or its checksum is wrong. */
async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > MAX_SHARED_BYTES) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  // A call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8_192) binary += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
  } catch {
    return undefined;
  }
}
