import { type ChildProcess, execFile, execFileSync, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/**
 * A router and its clients: two network namespaces with a cable between them. Nothing in them reaches the machine's
 * network, and they are gone with the process that made them.
 */
export class Network {
  readonly router: Namespace;
  readonly clients: Namespace;

  /** The first client is the one from whom packets come that name no source. */
  static async open(routers: readonly string[], client: string): Promise<Network> {
    const router = await Namespace.open(UNSHARE);
    const clients = await router.inner();
    // With one hardware address at both ends, nobody has to ask for the other's.
    const cable = (name: string): string[] => ['name', name, 'address', '02:00:00:00:00:01'];
    const peer = ['peer', ...cable(CLIENTS_END), 'netns', String(clients.process)];
    router.run('ip', ['link', 'add', ...cable(ROUTERS_END), 'type', 'veth', ...peer]);
    for (const [namespace, end] of [
      [router, ROUTERS_END],
      [clients, CLIENTS_END],
    ] as const) {
      namespace.run('ip', ['link', 'set', 'lo', 'up']);
      namespace.run('ip', ['link', 'set', end, 'up', 'arp', 'off']);
    }
    for (const address of routers) router.run('ip', ['address', 'add', `${address}/32`, 'dev', ROUTERS_END]);
    router.run('ip', ['route', 'add', 'default', 'dev', ROUTERS_END]);
    clients.run('ip', ['address', 'add', `${client}/32`, 'dev', CLIENTS_END]);
    // A scanner takes only a source that is its own.
    clients.run('ip', ['address', 'add', CROWD, 'dev', 'lo']);
    clients.run('ip', ['route', 'add', 'default', 'dev', CLIENTS_END, 'src', client]);
    return new Network(router, clients);
  }

  private constructor(router: Namespace, clients: Namespace) {
    this.router = router;
    this.clients = clients;
  }

  close(): void {
    this.clients.close();
    this.router.close();
  }
}

/** As many clients as one likes. */
export const CROWD = '10.9.0.0/16';
/** The interfaces at which the cable ends. */
export const ROUTERS_END = 'wan';
export const CLIENTS_END = 'net';

/** A network namespace of its own, until its first process ends. */
export class Namespace {
  readonly process: number;
  readonly #holder: ChildProcess;
  readonly #enter: readonly string[];

  static async open(unshare: readonly string[]): Promise<Namespace> {
    const holder = spawn('unshare', [...unshare, ...HOLD], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    return new Namespace(holder, await firstLine(holder));
  }

  private constructor(holder: ChildProcess, process: string) {
    this.#holder = holder;
    this.process = Number(process);
    this.#enter = [...ENTER, '--target', process];
  }

  /** Another one, with the rights of this one. */
  async inner(): Promise<Namespace> {
    const holder = this.start('unshare', ['--net', ...HOLD]);
    return new Namespace(holder, await firstLine(holder));
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
  const absent = Object.entries(PACKAGES).filter(([tool]) => !hasTool(tool));
  if (absent.length > 0) {
    const packages = [...new Set(absent.map(([, name]) => name))].join(' ');
    return `${absent.map(([tool]) => tool).join(', ')} missing: apt-get install ${packages}`;
  }
  const attempt = 'nft add table ip probe && ip link add probe1 type veth peer name probe2';
  const { status, stderr } = probe('unshare', [...UNSHARE, 'sh', '-c', attempt]);
  if (status === 0) return undefined;
  return `no network namespace with nftables and veth, for which it needs root or user namespaces: ${stderr.trim()}`;
}

export function hasTool(name: string): boolean {
  return probe('which', [name]).status === 0;
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

/** Says which process it is, and lives until its input ends, which it does when this process ends. */
const HOLD = ['sh', '-c', 'echo $$; exec cat'];

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

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (data) => resolve(String(data).trim()));
    child.once('error', reject);
    child.once('exit', () => reject(new Error('The namespace could not be made.')));
  });
}

function probe(command: string, args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(command, args, { env, encoding: 'utf8' });
}

function firstProcessor(): string {
  return /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
}
