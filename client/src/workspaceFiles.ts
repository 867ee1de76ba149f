import * as vscode from 'vscode';
import { decode } from '../../server/src/text/decode.ts';

/** Where a path of the file system ends, with all links followed; a host without a file system has none. */
export type RealPath = (path: string) => Promise<string>;

/**
 * Reads files of the workspace that nobody has opened: what is too large or no file is left alone, and so is a link that
 * leads out of the folders of the workspace, since whoever made the link may not be whoever reads what it shows.
 */
export class WorkspaceFiles {
  private readonly realPath: RealPath | undefined;
  private readonly complain: (message: string) => void;

  constructor(realPath: RealPath | undefined, complain: (message: string) => void) {
    this.realPath = realPath;
    this.complain = complain;
  }

  /** The text of a file of at most so many bytes; null where it cannot be read, as most that are asked for. */
  async read(file: vscode.Uri, largest: number): Promise<string | null> {
    try {
      const { type, size } = await vscode.workspace.fs.stat(file);
      if ((type & vscode.FileType.File) === 0 || size > largest) return null;
      if (await this.leadsOut(file)) {
        this.complain(`${file.toString()} is a link that leads out of the workspace, so it is left alone.`);
        return null;
      }
      return decode(await vscode.workspace.fs.readFile(file)).text;
    } catch {
      return null;
    }
  }

  /** A folder on the way may be a link, too. */
  private async leadsOut(file: vscode.Uri): Promise<boolean> {
    const { realPath } = this;
    if (realPath === undefined || file.scheme !== 'file') return false;
    const real = await realPath(file.fsPath);
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const inside = await Promise.all(
      folders.map(async ({ uri }) => {
        const folder = await realPath(uri.fsPath).catch(() => uri.fsPath);
        return real.startsWith(folder) && /^$|^[\\/]/.test(real.slice(folder.replace(/[\\/]$/, '').length));
      }),
    );
    return !inside.includes(true);
  }
}
