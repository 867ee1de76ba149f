/**
 * Entry point of the language server in both hosts: a process of Node, or a web worker. One bundle serves both, since
 * they differ in nothing but the connection; each loads only its own.
 */
const isNode = typeof process === 'object' && typeof process.versions?.node === 'string';
void (isNode ? import('./node.ts') : import('./browser.ts'));
