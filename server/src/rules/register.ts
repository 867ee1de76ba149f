import type { DiagnosticMeta } from '../diagnostics/meta.ts';
import { PROBLEMS } from '../problems/problemRegister.ts';
import { RULES } from './registry.ts';

/** The register: what is known of every kind of diagnostic, rules of the linter first, then faults of the text. */
export const REGISTER: readonly DiagnosticMeta[] = [...RULES.map(({ meta }) => meta), ...PROBLEMS];

const BY_ID: ReadonlyMap<string, DiagnosticMeta> = new Map(REGISTER.map((meta) => [meta.id, meta]));

export function metaOf(id: string): DiagnosticMeta | undefined {
  return BY_ID.get(id);
}

/** What a suppression may name and a setting may switch off. */
export function isSilenceable(id: string): boolean {
  const meta = metaOf(id);
  return meta !== undefined && meta.silenceable !== false;
}

/** Whether it is about the text as such, not about what the firewall does. */
export function isTextFault(id: string): boolean {
  return TEXT_FAULTS.has(id);
}

const TEXT_FAULTS: ReadonlySet<string> = new Set(PROBLEMS.map(({ id }) => id));

/** The page of a kind of diagnostic in the repository. */
export function pageUrl(id: string): string {
  return `https://github.com/routeros-firewall/routeros-firewall/blob/main/docs/rules/${id}.md`;
}
