import { HOVERS } from './hovers.ts';
import { MODEL } from './model.ts';
import { PROBLEMS } from './problems.ts';
import { REPORTS } from './reports.ts';
import { RULES_A_TO_F } from './rulesAToF.ts';
import { RULES_G_TO_L } from './rulesGToL.ts';
import { RULES_M_TO_Z } from './rulesMToZ.ts';
import { SUMMARIES } from './summaries.ts';

/** By area. A text that several areas have stands in one of them. */
export const GERMAN_TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  hovers: HOVERS,
  model: MODEL,
  problems: PROBLEMS,
  reports: REPORTS,
  rulesAToF: RULES_A_TO_F,
  rulesGToL: RULES_G_TO_L,
  rulesMToZ: RULES_M_TO_Z,
  summaries: SUMMARIES,
};

/** The German of each phrase, by its English. */
export const GERMAN: ReadonlyMap<string, string> = new Map(Object.values(GERMAN_TEXTS).flatMap(Object.entries));
