/** A path as reports name it, whatever the platform: with slashes, and without a leading `./`. */
export function slashed(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}

/** A path as a URI reference: relative ones stay so. */
export function toUri(path: string): string {
  const parts = slashed(path).split('/');
  const drive = /^[A-Za-z]:$/.test(parts[0] ?? '');
  const encoded = parts.map((part, index) => (drive && index === 0 ? part : encodeURIComponent(part))).join('/');
  if (drive) return `file:///${encoded}`;
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}
