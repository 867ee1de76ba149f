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

/**
 * A client, a router and a server, each in a namespace of its own: whatever goes from one to the other goes through the
 * router, as it is written on the cables.
 */
export class RoutedNetwork {
  readonly router: Namespace;
  readonly client: Namespace;
  readonly server: Namespace;

  /** `addresses`: those of the router by its interfaces, `wan` towards the client and `lan` towards the server. */
  static async open(addresses: Readonly<Record<'wan' | 'lan', readonly string[]>>): Promise<RoutedNetwork> {
    const router = await Namespace.open(UNSHARE);
    const [client, server] = [await router.inner(), await router.inner()];
    for (const [end, other] of [
      ['wan', client],
      ['lan', server],
    ] as const) {
      const cable = (name: string): string[] => ['name', name, 'address', HARDWARE];
      router.run('ip', [
        'link',
        'add',
        ...cable(end),
        'type',
        'veth',
        'peer',
        ...cable('net'),
        'netns',
        String(other.process),
      ]);
      for (const [namespace, name] of [
        [router, end],
        [other, 'net'],
      ] as const) {
        namespace.run('ip', ['link', 'set', 'lo', 'up']);
        namespace.run('ip', ['link', 'set', name, 'up', 'arp', 'off']);
      }
      for (const address of addresses[end])
        router.run('ip', ['address', 'add', address, 'dev', end, ...NO_TEST(address)]);
    }
    router.run('sh', ['-c', FORWARDING]);
    for (const family of ['-4', '-6']) router.run('ip', [family, 'route', 'add', 'default', 'dev', 'wan']);
    return new RoutedNetwork(router, client, server);
  }

  private constructor(router: Namespace, client: Namespace, server: Namespace) {
    this.router = router;
    this.client = client;
    this.server = server;
  }

  close(): void {
    for (const namespace of [this.client, this.server, this.router]) namespace.close();
  }
}

/** With one hardware address at both ends, nobody has to ask for the other's. */
export const HARDWARE = '02:00:00:00:00:01';
const NO_TEST = (address: string): string[] => (address.includes(':') ? ['nodad'] : []);
/** The router forwards, and takes packets from wherever they come. */
const FORWARDING = `cd /proc/sys/net
echo 1 > ipv4/ip_forward
echo 1 > ipv6/conf/all/forwarding
for each in ipv4/conf/*/rp_filter ipv4/conf/*/send_redirects; do echo 0 > $each; done`;

/** Puts packets on the wire as they are, in their order: IP packets, or whole frames on an interface. */
export class Sender {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(namespace: Namespace, program: string = SEND) {
    // On one processor, so that no packet overtakes another.
    this.#process = namespace.start('taskset', ['--cpu-list', firstProcessor(), 'perl', '-e', program]);
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

/** Hears every frame that comes to the interface `net`. */
export class Listener {
  readonly frames: Buffer[] = [];
  readonly #process: ChildProcess;

  constructor(namespace: Namespace) {
    this.#process = namespace.start('perl', ['-e', LISTEN]);
    createInterface({ input: this.#process.stdout! }).on('line', (line) => this.frames.push(Buffer.from(line, 'hex')));
  }

  close(): void {
    this.#process.kill();
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

/** The same for frames on the interface `net`: nothing of the sender's own routing or tracking touches them. */
export const SEND_FRAMES = `
use Socket; $| = 1;
socket(S, 17, SOCK_RAW, 0) or die "$!\\n";
my $request = pack 'a16 i x20', 'net', 0;
ioctl(S, 0x8933, $request) or die "$!\\n";
my $index = (unpack 'a16 i', $request)[1];
while (<STDIN>) {
  chomp;
  if ($_ eq '') { print "sent\\n"; next }
  my $frame = pack 'H*', $_;
  my $to = pack 'S n i S C C a8', 17, unpack('n', substr($frame, 12, 2)), $index, 1, 0, 6, substr($frame, 0, 6);
  defined send(S, $frame, 0, $to) or die "$!\\n";
}`;

/** Prints what comes in as hexadecimal digits; what goes out is of the kind 4. */
const LISTEN = `
use Socket; $| = 1;
socket(S, 17, SOCK_RAW, 0x0300) or die "$!\\n";
my $request = pack 'a16 i x20', 'net', 0;
ioctl(S, 0x8933, $request) or die "$!\\n";
my $index = (unpack 'a16 i', $request)[1];
bind(S, pack 'S n i S C C a8', 17, 3, $index, 0, 0, 0, '') or die "$!\\n";
while (defined(my $from = recv(S, my $frame, 65536, 0))) {
  print unpack('H*', $frame), "\\n" if (unpack 'S n i S C', $from)[4] != 4;
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
