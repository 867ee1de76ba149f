import type { Severity } from '../syntax/problem.ts';
import type { Finding } from './finding.ts';

/**
 * Who reads the findings: `regular` wants what is worth acting on, `pedantic` also what is only bad style, and `auditor`
 * everything that deserves a look, false alarms among it.
 */
export type Persona = 'regular' | 'pedantic' | 'auditor';

export const PERSONAS: readonly Persona[] = ['regular', 'pedantic', 'auditor'];

/** From the loudest to the quietest. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

export type RuleSeverity = Severity | 'off';

/** Which findings are shown, and how loudly. */
export interface Selection {
  readonly persona?: Persona;
  /** Severities that somebody chose for rules and problems; those that are not named keep their own. */
  readonly severities?: Readonly<Record<string, RuleSeverity>>;
  /** What is quieter is left out. */
  readonly minSeverity?: Severity;
}

/** The findings that are shown, in their order. A rule whose severity was chosen is shown to every persona. */
export function select(
  findings: readonly Finding[],
  { persona = 'regular', severities = {}, minSeverity = 'hint' }: Selection,
): Finding[] {
  const quietest = SEVERITIES.indexOf(minSeverity);
  const reads = PERSONAS.indexOf(persona);
  return findings.flatMap((finding) => {
    const chosen = Object.hasOwn(severities, finding.ruleId) ? severities[finding.ruleId] : undefined;
    if (chosen === 'off') return [];
    if (chosen === undefined && PERSONAS.indexOf(finding.persona) > reads) return [];
    const severity = chosen ?? finding.severity;
    if (SEVERITIES.indexOf(severity) > quietest) return [];
    return [severity === finding.severity ? finding : { ...finding, severity }];
  });
}
