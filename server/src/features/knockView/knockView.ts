import type { Firewall } from '../../firewall/firewall.ts';
import type { Knock } from '../../knock/knock.ts';
import { cheapestSweep, FAST, strengthSteps } from '../../knock/strength.ts';
import { describeSweep } from '../../knock/sweep.ts';
import { type ClientCommand, clientCommands } from '../../knock/write/clientCommands.ts';
import type { LinePlace } from '../../reports/jsonOutput.ts';
import { linePlace } from '../../reports/linePlace.ts';
import { strengthLines } from '../../reports/prettyReport.ts';
import { knockEntry } from '../../reports/report.ts';
import type { Analysis } from '../../rules/rule.ts';
import { capitalised } from '../../text/markdown.ts';
import { finish, type Steps } from '../../text/steps.ts';
import { summaryOf } from '../codeLenses.ts';
import { type KnockMove, type KnockState, knockGraph } from './knockGraph.ts';
import { knockDiagram } from './knockMermaid.ts';
import { type Programme, programmes } from './knockPlayer.ts';

/** A knock as an editor draws it. Lines count from 1. */
export interface KnockView {
  /** `knock: 3 steps, opens ssh for 30 min`. */
  readonly title: string;
  /** The verdict, or `not decided`. */
  readonly verdict: string;
  readonly reason: string;
  /** How a sweep gets through a knock that works, in a sentence; null where none does. */
  readonly weakness: string | null;
  readonly states: readonly KnockState[];
  readonly moves: readonly MoveView[];
  /** The list that opens the gate. */
  readonly grant: string;
  /** What it takes to open it, rightly and wrongly, as sentences. */
  readonly strength: readonly string[];
  readonly commands: readonly ClientCommand[];
  readonly mermaid: string;
  readonly programmes: readonly Programme[];
}

/** The place is that of the rule; a default rule has none. */
export interface MoveView extends Omit<KnockMove, 'rule' | 'stays' | 'fault'>, LinePlace {
  readonly enabled: boolean;
  readonly stays: string | null;
  readonly fault: string | null;
}

export function knockViews(analysis: Analysis): KnockView[] {
  return finish(knockViewSteps(analysis));
}

/** The same in steps. The views are remembered as long as the analysis is. */
export function* knockViewSteps(analysis: Analysis): Steps<KnockView[]> {
  let views = KNOWN.get(analysis.firewall);
  if (views === undefined) {
    for (const knock of analysis.knocks) yield* strengthSteps(knock, analysis.firewall);
    views = yield* drawn(analysis);
    KNOWN.set(analysis.firewall, views);
  }
  return views;
}

function weaknessOf(knock: Knock): string | null {
  const sweep = knock.verdict === 'works' ? cheapestSweep(knock, FAST) : undefined;
  return sweep === undefined ? null : `${capitalised(describeSweep(sweep))}.`;
}

const KNOWN = new WeakMap<Firewall, KnockView[]>();

function* drawn(analysis: Analysis): Steps<KnockView[]> {
  const views: KnockView[] = [];
  for (const knock of analysis.knocks) {
    yield;
    const { states, moves } = knockGraph(knock);
    views.push({
      title: summaryOf(knock),
      verdict: knock.verdict ?? 'not decided',
      reason: knock.reason,
      weakness: weaknessOf(knock),
      states,
      moves: moves.map(({ rule, stays = null, fault = null, ...move }) => {
        return { ...move, stays, fault, ...linePlace(analysis, rule.item.origin?.range), enabled: rule.enabled };
      }),
      grant: knock.grant.list,
      strength: strengthLines(knockEntry(knock, analysis)),
      commands: clientCommands(knock, analysis.firewall),
      mermaid: knockDiagram(knock),
      programmes: programmes(knock, analysis),
    });
  }
  return views;
}
