/** What Node and web workers have alike: the analyser and its server may use this, and nothing else of a platform. */

declare function setTimeout(callback: (nothing?: undefined) => void, milliseconds?: number): object;
declare function clearTimeout(timer: object | undefined): void;

declare const performance: { now(): number };
declare const crypto: { getRandomValues<T extends ArrayBufferView>(array: T): T };

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(bytes?: ArrayBufferView | ArrayBuffer): string;
}
