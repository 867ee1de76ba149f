import { type ChildProcess, execFile, execFileSync, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/**
 * A network namespace of its own: nothing in it reaches the machine's network, and it is gone with its first process.
 * Its only interface is the loopback, on which the router and everybody who talks to it live.
 */
export class Namespace {
  readonly #holder: ChildProcess;
  readonly #enter: readonly string[];

  /** `addresses` are local: the first one is where packets to any of the others come from. */
  static async open(addresses: readonly string[]): Promise<Namespace> {
    const holder = spawn('unshare', [...UNSHARE, 'sh', '-c', 'echo ready; exec cat'], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await new Promise((resolve, reject) => {
      holder.stdout?.once('data', resolve);
      holder.once('error', reject);
      holder.once('exit', () => reject(new Error('The namespace could not be made.')));
    });
    const namespace = new Namespace(holder);
    namespace.run('ip', ['link', 'set', 'lo', 'up']);
    const [client = '', ...others] = addresses;
    for (const address of addresses) namespace.run('ip', ['address', 'add', `${address}/32`, 'dev', 'lo']);
    for (const address of others) {
      namespace.run('ip', ['route', 'replace', 'local', address, 'dev', 'lo', 'table', 'local', 'src', client]);
    }
    // A scanner takes only a source that is its own.
    namespace.run('ip', ['address', 'add', CROWD, 'dev', 'lo']);
    // Answers to anybody else are sent, and come to nothing.
    namespace.run('ip', ['route', 'add', 'default', 'dev', 'lo']);
    return namespace;
  }

  private constructor(holder: ChildProcess) {
    this.#holder = holder;
    this.#enter = [...ENTER, '--target', String(holder.pid)];
  }

  /** Runs a program in the namespace to its end and returns what it prints. */
  run(command: string, args: readonly string[], input?: string): string {
    return execFileSync('nsenter', [...this.#enter, command, ...args], {
      env,
      encoding: 'utf8',
      ...(input === undefined ? {} : { input }),
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }

  /** The same without waiting for it. */
  async later(command: string, args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)('nsenter', [...this.#enter, command, ...args], { env });
    return stdout;
  }

  start(command: string, args: readonly string[]): ChildProcess {
    return spawn('nsenter', [...this.#enter, command, ...args], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  }

  close(): void {
    this.#holder.stdin?.end();
  }
}

/** As many clients as one likes. */
export const CROWD = '10.9.0.0/16';

/** Puts IP packets on the wire as they are, in their order. */
export class Sender {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(namespace: Namespace) {
    // On one processor, so that no packet overtakes another.
    this.#process = namespace.start('taskset', ['--cpu-list', firstProcessor(), 'perl', '-e', SEND]);
    // Why it ended is on its standard error; the next packets are reported as not sent.
    this.#process.stdin?.on('error', () => {});
    this.#lines = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]();
  }

  async send(packets: readonly Buffer[]): Promise<void> {
    this.#process.stdin?.write(`${packets.map((packet) => `${packet.toString('hex')}\n`).join('')}\n`);
    const { value } = await this.#lines.next();
    if (value !== 'sent') throw new Error(`The packets were not sent: ${value ?? 'see above'}`);
  }

  close(): void {
    this.#process.stdin?.end();
  }
}

/** Why the tests in the kernel cannot run here; undefined if they can. */
export function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'this is not Linux';
  const absent = Object.entries(PACKAGES).filter(([tool]) => probe('which', [tool]).status !== 0);
  if (absent.length > 0) {
    const packages = [...new Set(absent.map(([, name]) => name))].join(' ');
    return `${absent.map(([tool]) => tool).join(', ')} missing: apt-get install ${packages}`;
  }
  const { status, stderr } = probe('unshare', [...UNSHARE, 'nft', 'add', 'table', 'ip', 'probe']);
  if (status === 0) return undefined;
  return `no nftables in a network namespace of its own, for which this needs root or user namespaces: ${stderr.trim()}`;
}

/** Which package of Debian brings which tool. */
const PACKAGES: Readonly<Record<string, string>> = {
  unshare: 'util-linux',
  nsenter: 'util-linux',
  taskset: 'util-linux',
  ip: 'iproute2',
  perl: 'perl',
  nft: 'nftables',
  nmap: 'nmap',
  knock: 'knockd',
};

/** Root's tools are often not on the path of others, whom a user namespace makes root. */
const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/local/sbin:/usr/sbin:/sbin`, LC_ALL: 'C' };
const isRoot = process.getuid?.() === 0;
const UNSHARE = isRoot ? ['--net'] : ['--net', '--user', '--map-root-user'];
const ENTER = isRoot ? ['--net'] : ['--net', '--user', '--preserve-credentials'];

/** Reads packets as lines of hexadecimal digits; an empty line asks whether all of them have gone out. */
const SEND = `
use Socket; $| = 1;
socket(S, PF_INET, SOCK_RAW, 255) or die "$!\\n";
while (<STDIN>) {
  chomp;
  if ($_ eq '') { print "sent\\n"; next }
  my $packet = pack 'H*', $_;
  my $address = substr $packet, 16, 4;
  defined send(S, $packet, 0, pack_sockaddr_in(0, $address)) or die "$!\\n";
}`;

function probe(command: string, args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(command, args, { env, encoding: 'utf8' });
}

function firstProcessor(): string {
  return /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
}
