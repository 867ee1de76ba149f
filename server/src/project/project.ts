import type { RuleSeverity } from '../diagnostics/selection.ts';
import { Glob } from './glob.ts';
import type { ProjectFile, RuleSetting, TargetSettings } from './projectFile.ts';

/** What is known of one file: what the project file says of all, of its device, and of it. */
export interface FileSettings extends Omit<TargetSettings, 'rules' | 'expect' | 'zones'> {
  /** Those of all layers, which add up. */
  readonly expect?: readonly string[];
  readonly zones?: NonNullable<TargetSettings['zones']>;
  readonly ignored: boolean;
  /** Name of the first device that has the file. */
  readonly device: string | undefined;
  readonly severities: Readonly<Record<string, RuleSeverity>>;
  /** Options by rule. */
  readonly options: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** A project file that can be asked about paths, which have slashes and begin at its folder. */
export class Project {
  readonly #file: ProjectFile;
  readonly #ignore: readonly Glob[];
  readonly #overrides: readonly (readonly [readonly Glob[], TargetSettings])[];
  readonly #devices: readonly (readonly [name: string, globs: readonly Glob[], settings: TargetSettings])[];

  constructor(file: ProjectFile) {
    this.#file = file;
    this.#ignore = globs(file.ignore);
    this.#overrides = (file.overrides ?? []).map((entry) => [globs(entry.files), entry]);
    this.#devices = Object.entries(file.devices ?? {}).map(([name, device]) => [name, globs(device.files), device]);
  }

  settingsOf(path: string): FileSettings {
    const device = this.#devices.find(([, patterns]) => matches(patterns, path));
    const layers: readonly TargetSettings[] = [
      this.#file,
      ...(device === undefined ? [] : [device[2]]),
      ...this.#overrides.filter(([patterns]) => matches(patterns, path)).map(([, settings]) => settings),
    ];
    const { version, assume, session, persona } = Object.assign({}, ...layers) as TargetSettings;
    const zones = Object.assign({}, ...layers.map((layer) => layer.zones)) as NonNullable<TargetSettings['zones']>;
    const expected = layers.flatMap((layer) => layer.expect ?? []);
    const rules: [string, RuleSetting][] = layers.flatMap((layer) => Object.entries(layer.rules ?? {}));
    return {
      ...(version !== undefined && { version }),
      ...(assume !== undefined && { assume }),
      ...(session !== undefined && { session }),
      ...(persona !== undefined && { persona }),
      ...(expected.length > 0 && { expect: expected }),
      ...(Object.keys(zones).length > 0 && { zones }),
      ignored: matches(this.#ignore, path),
      device: device?.[0],
      severities: Object.fromEntries(rules.flatMap(([id, setting]) => severityOf(id, setting))),
      options: optionsOf(rules),
    };
  }

  /** Names of all devices that have the file. */
  devicesOf(path: string): string[] {
    return this.#devices.flatMap(([name, patterns]) => (matches(patterns, path) ? [name] : []));
  }

  /** The files of an override, by its place in the list, in the order of their paths. */
  filesOfOverride(index: number, all: readonly string[]): string[] {
    const patterns = this.#overrides[index]?.[0] ?? [];
    return [...all].sort().filter((path) => matches(patterns, path));
  }

  /** The files of a device in the order in which they run: that of its patterns, and of the names within each. */
  filesOf(device: string, all: readonly string[]): string[] {
    const patterns = this.#devices.find(([name]) => name === device)?.[1] ?? [];
    const sorted = [...all].sort();
    return [...new Set(patterns.flatMap((glob) => sorted.filter((path) => glob.matches(path))))];
  }
}

/** A path of a URI as people write it; where it is encoded wrongly it stays as it is. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function globs(patterns: readonly string[] = []): Glob[] {
  return patterns.map((pattern) => new Glob(pattern.replace(/^(?:\.\/)+/, '')));
}

function matches(patterns: readonly Glob[], path: string): boolean {
  return patterns.some((glob) => glob.matches(path));
}

function severityOf(id: string, setting: RuleSetting): [string, RuleSeverity][] {
  const severity = typeof setting === 'string' ? setting : setting.severity;
  return severity === undefined ? [] : [[id, severity]];
}

function optionsOf(rules: readonly (readonly [string, RuleSetting])[]): FileSettings['options'] {
  const options = new Map<string, Record<string, number>>();
  for (const [id, setting] of rules) {
    if (typeof setting === 'string') continue;
    const numbers = Object.entries(setting).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
    if (numbers.length > 0) options.set(id, { ...options.get(id), ...Object.fromEntries(numbers) });
  }
  return Object.fromEntries(options);
}
