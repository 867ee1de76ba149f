import { describe, type TestOptions, test } from 'vitest';
import { isOn } from '../support/golden.ts';
import { whyNot } from './namespace.ts';

const reason = whyNot();

/** Tests that need a Linux kernel. A build server with Linux has to be able to run them; elsewhere they may be skipped. */
export function describeOnKernel(name: string, options: TestOptions, body: () => void): void {
  if (reason === undefined) {
    describe(name, options, body);
    return;
  }
  const mandatory = isOn(process.env['CI']) && process.platform === 'linux';
  console.warn(`${name}: ${mandatory ? 'cannot run' : 'skipped'}, since ${reason}`);
  test(name, ({ skip }) => {
    if (mandatory) throw new Error(`These tests cannot run, since ${reason}.`);
    skip(`since ${reason}`);
  });
}
