import { commandAt } from '../binding/boundScript.ts';
import type { Confidence, RelatedPlace } from '../diagnostics/finding.ts';
import type { ConfigurationItem } from '../execution/configuration.ts';
import type { Analysis } from '../rules/rule.ts';
import type { TextRange } from '../text/range.ts';

/**
 * What a rule claims of items is no proof where the file does not settle that they are there: a condition hangs on the
 * run, or a command that cannot be followed may have changed any of the menu.
 */
export class Certainty {
  readonly #analysis: Analysis;
  #doubtful: ReadonlySet<number> | undefined;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  /** The confidence that is left of a finding at `range` that speaks of the `related` places, too. */
  of(confidence: Confidence, range: TextRange, related: readonly RelatedPlace[]): Confidence {
    if (confidence !== 'certain') return confidence;
    this.#doubtful ??= this.#commandsInDoubt();
    if (this.#doubtful.size === 0) return confidence;
    return [range, ...related.map((place) => place.range)].some((one) => this.#isDoubtful(one)) ? 'high' : confidence;
  }

  #isDoubtful({ start }: TextRange): boolean {
    const command = commandAt(this.#analysis.script, start);
    return command !== undefined && this.#doubtful?.has(command.range.start) === true;
  }

  /** Where the commands begin that made items in doubt, or changed them. */
  #commandsInDoubt(): ReadonlySet<number> {
    const { menus, opaqueMenus } = this.#analysis.configuration;
    const isInDoubt = (item: ConfigurationItem): boolean => item.conditional || opaqueMenus.has(item.menu);
    const starts = new Set<number>();
    for (const items of menus.values()) {
      for (const item of items.filter(isInDoubt)) {
        if (item.origin !== undefined) starts.add(item.origin.base);
        for (const writer of item.writers?.values() ?? []) starts.add(writer.base);
      }
    }
    return starts;
  }
}
