import { type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import { isBeforeSeven, type TargetVersion } from '../binding/targetVersion.ts';
import { availability, catalog, type Menu, type Versioned } from '../catalog/catalog.ts';
import { compareVersions } from '../catalog/version.ts';
import { phrase } from '../language/phrase.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import type { TextRange } from '../text/range.ts';
import { menuWords } from './checkedMenus.ts';

/**
 * Menus, commands and arguments that the target version is known not to have. An export was written by the version it
 * names, so there it is only a word; against a version that the user chose it is a warning.
 */
export function versionProblems(script: BoundScript, target: TargetVersion | undefined): SyntaxProblem[] {
  if (target === undefined) return [];
  const problems: SyntaxProblem[] = [];
  const menus = new Set<Menu>();
  const absent = (thing: Versioned): boolean => availability(thing, target.version) === 'absent';
  const report = (what: string, thing: Versioned, { start, end }: TextRange, isWritten = false): void => {
    const file = target.from === 'header' ? phrase`the export names` : phrase`the file is read for`;
    problems.push({
      code: 'not-in-version',
      severity: target.from === 'header' && !isWritten ? 'information' : 'warning',
      start,
      end,
      message: phrase`${what} ${history(thing, target.version)}, and ${file} ${target.version}. Leave it out, or use another version.`,
    });
  };
  const { text } = script.tree;
  const isOld = isBeforeSeven(target);
  let slashes = 0;
  forEachCommand(script.commands, (bound) => {
    const { menu, command, kind, base, nameRange, range, arguments: given } = bound;
    const path = isOld ? SLASH_PATH.exec(text.slice(base, base + LONGEST_PATH))?.[0] : undefined;
    // Whoever writes one writes them all.
    if (path !== undefined && slashes++ === 0) problems.push(slashPath(base, path, target));
    if (menu !== undefined && OF_DEVICES.test(menu.path)) return;
    if (menu !== undefined && absent(menu)) {
      // Once a menu: all of its commands go with it.
      if (!menus.has(menu)) report(phrase`The menu ${menuWords(menu)}`, menu, kind === 'menu' ? range : nameRange);
      menus.add(menu);
      return;
    }
    if (command !== undefined && absent(command)) {
      // No export has commands of the language: a person has written them.
      report(phrase`The command \`${command.name}\``, command, nameRange, menu === catalog.root);
      return;
    }
    for (const { argument, nameRange: name } of given) {
      if (argument !== undefined && argument.hardware !== true && absent(argument))
        report(`\`${argument.name}\``, argument, bound.place(name));
    }
  });
  return problems;
}

/** `/ip/firewall/filter`, which version 6 does not read. */
const SLASH_PATH = /^\/?[a-z][a-z0-9-]*(?:\/[a-z][a-z0-9-]*)+/;
const LONGEST_PATH = 100;

function slashPath(start: number, path: string, { version, from }: TargetVersion): SyntaxProblem {
  const file = from === 'header' ? phrase`the header names` : phrase`the file is read for`;
  return {
    code: 'not-in-version',
    severity: 'warning',
    start,
    end: start + path.length,
    message: phrase`Paths with slashes came with RouterOS 7, and ${file} ${version}. Write blanks: \`/${path.replace(/^\//, '').replaceAll('/', ' ')}\`.`,
  };
}

/** Menus that hang on the device: the routers that were sampled lack them for want of the hardware. */
const OF_DEVICES =
  /^\/(?:caps-man|iot|interface\/(?:ethernet|lte|w60g|wireless)|system\/(?:gps|health|leds|routerboard))(?:\/|$)/;

function history({ since, notYet, until, lastIn }: Versioned, version: string): string {
  if (since !== undefined && compareVersions(version, since) < 0) {
    return notYet === undefined
      ? phrase`came with RouterOS ${since}`
      : phrase`came between RouterOS ${notYet} and ${since}`;
  }
  if (until !== undefined && compareVersions(version, lastIn ?? until) >= 0) {
    return lastIn === undefined
      ? phrase`is gone since RouterOS ${until}`
      : phrase`went between RouterOS ${lastIn} and ${until}`;
  }
  return phrase`is not in every version of RouterOS`;
}
