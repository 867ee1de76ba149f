/** A file system that reads through to the web host's server and keeps what is written in memory. */
import * as vscode from 'vscode';

interface Entry {
  readonly data: Uint8Array;
  readonly mtime: number;
}

class MemoryFileSystem implements vscode.FileSystemProvider {
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  private readonly written = new Map<string, Entry>();
  private readonly server: string;
  readonly onDidChangeFile = this.changes.event;

  /** @param server where the workspace is served. */
  constructor(server: string) {
    this.server = server;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const entry = this.written.get(uri.path);
    if (entry) return { type: vscode.FileType.File, ctime: 0, mtime: entry.mtime, size: entry.data.length };
    if (this.writtenIn(uri).size > 0) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const { directory, ...times } = await (await this.ask(uri, '?stat')).json();
    return { ...times, type: fileType(directory) };
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const written = this.writtenIn(uri);
    const served = await this.ask(uri, '?list').catch((error) => {
      if (written.size === 0) throw error;
    });
    const list: { name: string; directory: boolean }[] = (await served?.json()) ?? [];
    for (const { name, directory } of list) written.set(name, fileType(directory));
    return [...written];
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const entry = this.written.get(uri.path);
    return entry ? entry.data : new Uint8Array(await (await this.ask(uri, '')).arrayBuffer());
  }

  writeFile(uri: vscode.Uri, data: Uint8Array): void {
    this.written.set(uri.path, { data, mtime: Date.now() });
    this.changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  delete(uri: vscode.Uri): void {
    for (const path of this.written.keys())
      if (path === uri.path || path.startsWith(`${uri.path}/`)) this.written.delete(path);
  }

  createDirectory(): void {}

  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  /** What has been written in a folder. */
  private writtenIn(uri: vscode.Uri): Map<string, vscode.FileType> {
    const children = new Map<string, vscode.FileType>();
    for (const path of this.written.keys()) {
      if (!path.startsWith(`${uri.path}/`)) continue;
      const [name = '', ...below] = path.slice(uri.path.length + 1).split('/');
      children.set(name, fileType(below.length > 0));
    }
    return children;
  }

  private async ask(uri: vscode.Uri, query: string): Promise<Response> {
    const path = uri.path.split('/').map(encodeURIComponent).join('/');
    const response = await fetch(this.server + path + query);
    if (!response.ok) throw vscode.FileSystemError.FileNotFound(uri);
    return response;
  }
}

function fileType(directory: boolean): vscode.FileType {
  return directory ? vscode.FileType.Directory : vscode.FileType.File;
}

async function allFiles(files: MemoryFileSystem, folder: vscode.Uri): Promise<vscode.Uri[]> {
  const entries = await files.readDirectory(folder);
  const found = entries.map(async ([name, type]) => {
    const child = vscode.Uri.joinPath(folder, name);
    return type === vscode.FileType.Directory ? allFiles(files, child) : [child];
  });
  return (await Promise.all(found)).flat();
}

/** A proposed API, hence not in the types. */
interface FileSearch {
  registerFileSearchProvider(scheme: string, provider: FileSearchProvider): vscode.Disposable;
}
interface FileSearchProvider {
  provideFileSearchResults(query: unknown, options: { folder: vscode.Uri }): Promise<vscode.Uri[]>;
}

export function activate(context: vscode.ExtensionContext): void {
  const files = new MemoryFileSystem(context.extensionUri.with({ path: '/workspace' }).toString());
  const search = vscode.workspace as unknown as FileSearch;
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider('memory', files, { isCaseSensitive: true }),
    search.registerFileSearchProvider('memory', {
      provideFileSearchResults: (_query, { folder }) => allFiles(files, folder),
    }),
  );
}
