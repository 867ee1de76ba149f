import { type ConfigurationItem, isDisabled, type PlacedProperty, placed } from '../../execution/configuration.ts';
import type { Analysis } from '../rule.ts';

/** A setting of a menu such as `/ip/dns`, where a command of the file surely writes it last. */
export function settingOf({ configuration }: Analysis, menu: string, name: string): PlacedProperty | undefined {
  const [item] = configuration.menus.get(menu) ?? [];
  if (item === undefined || item.conditional || configuration.opaqueMenus.has(menu)) return undefined;
  const property = placed(item, item.properties.get(name));
  return property?.constant === true ? property : undefined;
}

/** The same, where it says yes. */
export function switchedOn(analysis: Analysis, menu: string, name = 'enabled'): PlacedProperty | undefined {
  const property = settingOf(analysis, menu, name);
  return property?.text === 'yes' || property?.text === 'true' ? property : undefined;
}

/** What a file makes of the services of `/ip service`. */
export interface ServiceSettings {
  /** Names of those that are on. */
  readonly names: readonly string[];
  /** Names of those that the file itself switches on. */
  readonly switchedOn: readonly string[];
  /** Whether it switches any off. */
  readonly switchesOff: boolean;
  /** What it sets last. */
  readonly last: PlacedProperty;
}

/** Undefined where the file sets none, or not surely. */
export function servicesLeftOn({ configuration }: Analysis): ServiceSettings | undefined {
  const items = configuration.menus.get('/ip/service') ?? [];
  if (configuration.opaqueMenus.has('/ip/service') || items.some(({ conditional }) => conditional)) return undefined;
  let last: PlacedProperty | undefined;
  for (const item of items) {
    for (const one of item.properties.values()) {
      const property = placed(item, one);
      if (property === undefined) continue;
      if (last === undefined || property.range.start > last.range.start) last = property;
    }
  }
  if (last === undefined) return undefined;
  return {
    switchesOff: items.some((item) => isDisabled(item) && item.properties.get('disabled')?.argument !== undefined),
    names: items.filter((item) => !isDisabled(item)).map(nameOf),
    switchedOn: items
      .filter((item) => !isDisabled(item) && item.properties.get('disabled')?.argument !== undefined)
      .map(nameOf),
    last,
  };
}

function nameOf({ properties }: ConfigurationItem): string {
  return properties.get('name')?.text ?? '';
}
