import type * as lsp from 'vscode-languageserver';
import type { AnalysisOptions } from '../analysis/analysis.ts';
import { parsePacket } from '../packet/packet.ts';
import type { Projects } from './projects.ts';
import type { TargetSource } from './protocol.ts';
import { readSettings, SECTION, type Settings } from './settings.ts';

/** The settings of the editor, and what only a project file can say. */
export interface DocumentSettings extends Settings, Pick<AnalysisOptions, 'options'> {
  /** Where a version is chosen, if one is. */
  readonly versionFrom: TargetSource | undefined;
}

/** What holds for each document. */
export class SettingsStore {
  readonly #connection: lsp.Connection;
  readonly #projects: Projects;
  readonly #client: () => lsp.ClientCapabilities;
  readonly #options: () => unknown;
  readonly #known = new Map<string, Promise<DocumentSettings>>();
  #pushed: unknown;

  /** `options` are those with which the client has started the server. */
  constructor(
    connection: lsp.Connection,
    projects: Projects,
    client: () => lsp.ClientCapabilities,
    options: () => unknown,
  ) {
    this.#connection = connection;
    this.#projects = projects;
    this.#client = client;
    this.#options = options;
  }

  /** The client has sent settings, with the name of our section around them. */
  pushed(settings: unknown): void {
    this.#pushed = sectionIn(settings);
  }

  of(uri: string): Promise<DocumentSettings> {
    let settings = this.#known.get(uri);
    if (settings === undefined) {
      settings = this.#read(uri);
      this.#known.set(uri, settings);
    }
    return settings;
  }

  clear(): void {
    this.#known.clear();
  }

  closed(uri: string): void {
    this.#known.delete(uri);
  }

  /**
   * What the project file says goes before the settings of the editor: a project looks the same to everybody. Of those,
   * what the client answers goes before what it has sent, and both before the options of the start.
   */
  async #read(uri: string): Promise<DocumentSettings> {
    const asked =
      this.#client().workspace?.configuration === true
        ? this.#connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION })
        : Promise.resolve(undefined);
    const [answered, project] = await Promise.all([asked, this.#projects.settingsOf(uri)]);
    const atStart = this.#options();
    const editor = readSettings(answered, this.#pushed, sectionIn(atStart), atStart);
    const own = editor.version === 'auto' ? undefined : 'setting';
    if (project === undefined) return { ...editor, versionFrom: own };
    const { version, assume, session, persona, options, severities, ignored } = project;
    return {
      ...editor,
      versionFrom: version === undefined ? own : 'rosfw.json',
      enable: editor.enable && !ignored,
      rules: { ...editor.rules, ...severities },
      options,
      ...(version !== undefined && { version }),
      ...(assume !== undefined && { assume }),
      ...(session !== undefined && { session }),
      ...(persona !== undefined && { persona }),
    };
  }
}

function sectionIn(settings: unknown): unknown {
  return typeof settings === 'object' && settings !== null ? (settings as Record<string, unknown>)[SECTION] : undefined;
}

/** Settings of which an analysis hangs have the same key only where they are the same. */
export function keyOf({ version, assume, session, options }: DocumentSettings): string {
  return JSON.stringify([version, assume, session, options]);
}

/** The question that an analysis of the document answers. */
export function analysisOptions({ version, assume, session, options }: DocumentSettings): AnalysisOptions {
  const packet = parsePacket(session);
  return {
    version: version === 'auto' ? undefined : version,
    assume,
    session: 'fault' in packet ? undefined : packet,
    options,
  };
}
