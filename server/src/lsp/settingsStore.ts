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
  readonly #known = new Map<string, Promise<DocumentSettings>>();

  constructor(connection: lsp.Connection, projects: Projects, client: () => lsp.ClientCapabilities) {
    this.#connection = connection;
    this.#projects = projects;
    this.#client = client;
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

  /** What the project file says goes before the settings of the editor: a project looks the same to everybody. */
  async #read(uri: string): Promise<DocumentSettings> {
    const asked =
      this.#client().workspace?.configuration === true
        ? this.#connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION })
        : Promise.resolve(undefined);
    const [editor, project] = await Promise.all([asked.then(readSettings), this.#projects.settingsOf(uri)]);
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
