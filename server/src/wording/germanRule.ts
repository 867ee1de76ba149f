/** Says in plain German what a firewall rule, a matcher or an action does. Markdown, safe for any value. */
import { capitalised, code } from '../text/markdown.ts';
import { shownValue } from '../text/secretNames.ts';
import type { ActionContext } from './actionPhrase.ts';
import type { DescribedRule } from './describe.ts';
import { germanAction, germanLogPrefix } from './germanActions.ts';
import { germanCondition, germanList } from './germanConditions.ts';
import type { PhraseContext } from './matcherPhrase.ts';

/** „Pakete mit Protokoll TCP und Zielport 22 (SSH) ohne Antwort verwerfen.“ */
export function germanRule({ family, table, properties }: DescribedRule): string {
  const context: PhraseContext = { family, protocol: properties.get('protocol') };
  const conditions = [...properties].flatMap(([name, value]) =>
    value === '' ? [] : (germanCondition(name, value, context) ?? []),
  );
  const action = properties.get('action') || 'accept';
  const does = germanAction(action, properties, { table }) ?? {
    text: `die Aktion ${code(shownValue('action', action))} anwenden`,
  };
  const which = conditions.length === 0 ? 'dieser Chain' : `mit ${germanList(conditions, 'und')}`;
  const packets =
    conditions.length === 0 ? (['jedes Paket', 'jedem Paket'] as const) : (['Pakete', 'Paketen'] as const);
  const sentence =
    'isOfPacket' in does && does.isOfPacket === true
      ? `${packets[0]} ${which} ${does.text}`
      : `bei ${packets[1]} ${which}: ${does.text}`;
  const sentences = [`${disabling(properties.get('disabled'), capitalised(sentence))}.`];
  if ('outcome' in does && does.outcome !== undefined) sentences.push(does.outcome);
  if (isYes(properties.get('log')) && action !== 'log')
    sentences.push(`Jeder Treffer wird geloggt${germanLogPrefix(properties)}.`);
  return sentences.join(' ');
}

export function germanMatcher(name: string, value: string, context: PhraseContext): string | undefined {
  const condition = germanCondition(name, value === '' ? '-' : value, context);
  if (condition === undefined) return undefined;
  return value === '' ? 'Leer: Das stellt keine Bedingung.' : `Trifft auf Pakete mit ${condition} zu.`;
}

export function germanActionSentence(
  action: string,
  properties: ReadonlyMap<string, string>,
  table: ActionContext['table'],
): string | undefined {
  const does = germanAction(action, properties, { table });
  if (does === undefined) return undefined;
  return [`${capitalised(does.text)}.`, ...(does.outcome === undefined ? [] : [does.outcome])].join(' ');
}

function disabling(disabled: string | undefined, sentence: string): string {
  if (isYes(disabled)) return `Diese Regel ist deaktiviert: ${sentence}`;
  if (disabled === undefined || disabled === '' || disabled === 'no' || disabled === 'false') return sentence;
  return `Wenn ${code(disabled)} diese Regel nicht deaktiviert: ${sentence}`;
}

function isYes(value: string | undefined): boolean {
  return value === 'yes' || value === 'true';
}
