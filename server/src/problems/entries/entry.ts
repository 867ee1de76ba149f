import type { DiagnosticMeta } from '../../diagnostics/meta.ts';

type Defaulted = 'severity' | 'confidence' | 'persona' | 'silenceable' | 'since' | 'sources';

/** What is known of a fault that RouterOS refuses: an error that is certain, and that no suppression silences. */
export function refusal(entry: Omit<DiagnosticMeta, Defaulted> & Partial<DiagnosticMeta>): DiagnosticMeta {
  return {
    severity: 'error',
    confidence: 'certain',
    persona: 'regular',
    silenceable: false,
    since: '0.1.0',
    sources: [PARSER],
    ...entry,
  };
}

/** What is known of a fault where the user may know better: it can be silenced and switched off. */
export function doubt(entry: Omit<DiagnosticMeta, Defaulted> & Partial<DiagnosticMeta>): DiagnosticMeta {
  const { silenceable: _, ...defaults } = refusal(entry);
  return defaults;
}

/** Where most facts about the syntax come from. */
export const PARSER = 'What RouterOS 7 answers to `:parse` of such a text.';
export const SCRIPTING = 'RouterOS manual, Scripting: ';
