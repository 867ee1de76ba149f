/** The site on this machine, as a plain web server gives it; it counts what it is asked for, and can fall silent. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
};

export class SiteServer {
  /** The files that were asked for, in order. */
  readonly asked: string[] = [];
  /** Whether it hangs up on everybody. */
  isSilent = false;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(files: ReadonlyMap<string, Uint8Array>): Promise<SiteServer> {
    const server = createServer((request, response) => {
      if (site.isSilent) {
        request.socket.destroy();
        return;
      }
      const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const name = decodeURIComponent(pathname.slice(1)) + (pathname.endsWith('/') ? 'index.html' : '');
      site.asked.push(name);
      const contents = files.get(name);
      if (contents === undefined) response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': TYPES[path.extname(name)] ?? '' }).end(contents);
    });
    const site = new SiteServer(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
