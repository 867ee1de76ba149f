/** Knocks as scripts, for tests that send their packets. */

export interface KnockOptions {
  readonly chain?: string;
  /** Time on each stage's list. */
  readonly timeout?: string;
  /** Rules above the stages. */
  readonly before?: readonly string[];
  /** Rules below the stages; by default the accept and the drop. */
  readonly after?: readonly string[];
}

export const GRANT = 'secured';
export const ACCEPT = `add chain=input action=accept src-address-list=${GRANT}`;
export const DROP = 'add chain=input action=drop';

/** The stages for these ports in this order, each of which asks for the one before. */
export function stages(ports: readonly number[], timeout = '30s'): string[] {
  return ports.map((port, index) => {
    const last = index === ports.length - 1;
    const asks = index === 0 ? '' : ` src-address-list=stage${index}`;
    return `add chain=input action=add-src-to-address-list protocol=tcp dst-port=${port}${asks} address-list=${last ? GRANT : `stage${index + 1}`} address-list-timeout=${last ? '30m' : timeout}`;
  });
}

/** Whoever has sent the first knock and then anything but these ports is shut out. */
export function trap(spared: readonly number[]): string {
  return `add chain=input action=add-src-to-address-list protocol=tcp dst-port=!${spared.join(',')} src-address-list=stage1 address-list=trapped address-list-timeout=5m`;
}

export const DROP_TRAPPED = 'add chain=input action=drop src-address-list=trapped';

export function filter(...rules: readonly (string | readonly string[])[]): string {
  return `/ip firewall filter\n${rules.flat().join('\n')}\n`;
}
