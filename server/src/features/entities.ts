/** What a file gives a name to, and each place where that name stands, scripts in strings included. */

import { type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import { type Declaration, type VariableUse, variableSteps } from '../binding/variables.ts';
import { type ExpectationName, expectationNames } from '../expectation/expectation.ts';
import { expectationComments } from '../expectation/expectationComments.ts';
import type { Analysis } from '../rules/rule.ts';
import type { TextEdit } from '../text/edit.ts';
import { type TextRange, touches } from '../text/range.ts';
import { finish, type Steps } from '../text/steps.ts';
import { type HostedScript, hostedScripts } from './hostedScripts.ts';
import { type Mention, type MentionedKind, mentionsOf } from './mentions.ts';

export type EntityKind = MentionedKind | 'variable' | 'function' | 'parameter';

export interface Entity {
  readonly kind: EntityKind;
  /** Within what the name is unique: a family, a menu, or nothing. */
  readonly space: string;
  readonly name: string;
  /** In text order. */
  readonly occurrences: readonly Occurrence[];
  /** Where a variable is known; undefined for what is known everywhere. */
  readonly scope: TextRange | undefined;
}

export interface Occurrence {
  /** The name without signs and quotes. */
  readonly range: TextRange;
  /**
   * `definition`: what one wants to see to know what it is; `declaration`: a further place that makes or fills it;
   * `write` and `read` only use it.
   */
  readonly role: 'definition' | 'declaration' | 'write' | 'read';
  renamed(name: string): TextEdit;
}

export interface Entities {
  readonly all: readonly Entity[];
  /** Reads of variables that nothing in the file declares. */
  readonly unresolved: readonly { readonly name: string; readonly range: TextRange }[];
}

/** All entities of a text version; each is found once. */
export function entities(analysis: Pick<Analysis, 'script'>): Entities {
  return finish(entitySteps(analysis));
}

/** The same in steps. */
export function* entitySteps({ script }: Pick<Analysis, 'script'>): Steps<Entities> {
  let found = known.get(script);
  if (found === undefined) {
    found = yield* new Collector(script).entities();
    known.set(script, found);
  }
  return found;
}

/** How many commands or entities are looked at in a step. */
const STEP = 256;

/** What the name at the offset means, and the place itself. */
export function entityAt(
  analysis: Pick<Analysis, 'script'>,
  offset: number,
): { readonly entity: Entity; readonly occurrence: Occurrence } | undefined {
  // A caret before the sign of a variable stands at its name as well.
  const at = analysis.script.tree.text[offset] === '$' ? offset + 1 : offset;
  for (const entity of entities(analysis).all) {
    const occurrence = entity.occurrences.find(({ range }) => touches(range, offset) || range.start === at);
    if (occurrence !== undefined) return { entity, occurrence };
  }
  return undefined;
}

/** The same for what is the same in several scripts of one router; undefined for what only its own script knows. */
export function entityKey({ kind, space, name, scope }: Entity): string | undefined {
  if (kind !== 'variable' && kind !== 'function' && kind !== 'parameter') return `${kind} ${space} ${name}`;
  return scope === undefined && kind !== 'parameter' ? `global ${name}` : undefined;
}

/** The places that tell what an entity is: its definitions, else the first place that declares it. */
export function definitionsOf({ occurrences }: Entity): readonly Occurrence[] {
  const definitions = occurrences.filter(({ role }) => role === 'definition');
  if (definitions.length > 0) return definitions;
  return occurrences.filter(({ role }) => role === 'declaration').slice(0, 1);
}

const known = new WeakMap<BoundScript, Entities>();

interface OpenEntity extends Entity {
  kind: EntityKind;
  readonly occurrences: Occurrence[];
}

class Collector {
  readonly #entities = new Map<string | Declaration, OpenEntity>();
  readonly #unresolved: { name: string; range: TextRange }[] = [];
  readonly #scripts: readonly HostedScript[];

  constructor(script: BoundScript) {
    this.#scripts = hostedScripts(script);
  }

  *entities(): Steps<Entities> {
    for (const script of this.#scripts) {
      for (let from = 0; from < script.bound.commands.length; from += STEP) {
        forEachCommand(script.bound.commands.slice(from, from + STEP), (command) => {
          for (const mention of mentionsOf(command)) this.#mention(mention, command.menu?.path ?? '', script);
        });
        yield;
      }
      yield* this.#variables(script);
      yield;
    }
    this.#expectations();
    const all = [...this.#entities.values()];
    // Nested code is visited in no certain order, and a variable may be used in several scripts.
    for (const { occurrences } of all) {
      occurrences.sort((a, b) => a.range.start - b.range.start);
      if (occurrences.length >= STEP) yield;
    }
    const told: Entity[] = [];
    for (const entity of all) {
      told.push(withDefinitions(entity));
      if (entity.occurrences.length >= STEP) yield;
    }
    return { all: told, unresolved: this.#unresolved };
  }

  #mention(mention: Mention, menu: string, script: HostedScript): void {
    const { kind, space, name, role } = mention;
    const entity = this.#entity(`${kind} ${space} ${name}`, { kind, space, name, scope: undefined });
    entity.occurrences.push({
      range: script.inFile(mention.range),
      role: role === 'asks' ? 'read' : isDefinition(mention, menu) ? 'definition' : 'declaration',
      renamed: (to) => inFile(script, mention.renamed(to)),
    });
  }

  /** Expectations only use names: a bare one that fits several kinds, or none, is nobody's. */
  #expectations(): void {
    const [own] = this.#scripts;
    if (own === undefined) return;
    for (const { text, range } of expectationComments(own.bound)) {
      for (const named of expectationNames(text)) {
        for (const entity of this.#meant(named)) {
          const place = { start: range.start + named.range.start, end: range.start + named.range.end };
          const quotes = own.bound.tree.text[place.start] === '"' ? 1 : 0;
          entity.occurrences.push({
            range: { start: place.start + quotes, end: place.end - quotes },
            role: 'read',
            renamed: (to) => ({ range: place, newText: expectationWord(to) }),
          });
        }
      }
    }
  }

  #meant({ kind, name }: ExpectationName): OpenEntity[] {
    const lists = ['ip', 'ipv6'].flatMap((space) => this.#entities.get(`address-list ${space} ${name}`) ?? []);
    const interfaces = this.#entities.get(`interface-list  ${name}`);
    if (kind === 'list')
      return lists.length > 0
        ? lists
        : [this.#entity(`address-list ip ${name}`, { ...LIST, kind: 'address-list', space: 'ip', name })];
    if (kind === 'interfaces')
      return [
        interfaces ?? this.#entity(`interface-list  ${name}`, { ...LIST, kind: 'interface-list', space: '', name }),
      ];
    if (kind === 'arrival') return interfaces === undefined ? [] : [interfaces];
    if (kind !== 'name') return [];
    if (interfaces === undefined) return lists;
    return lists.length === 0 ? [interfaces] : [];
  }

  *#variables(script: HostedScript): Steps<void> {
    const { declarations, unresolved } = yield* variableSteps(script.bound);
    for (const [index, declaration] of declarations.entries()) {
      if (index % STEP === 0) yield;
      const { name, kind, body, hasValue, range, uses } = declaration;
      // Each `:global` of a name declares the same variable, also from script to script.
      const entity = this.#entity(kind === 'global' ? `global ${name}` : declaration, {
        kind: kind === 'parameter' ? 'parameter' : 'variable',
        space: kind === 'global' ? 'global' : '',
        name,
        scope: kind === 'global' ? undefined : script.inFile(declaration.scope),
      });
      if (body !== undefined) entity.kind = 'function';
      // A parameter is told by its first use.
      if (kind !== 'parameter') {
        entity.occurrences.push(variableOccurrence(script, range, hasValue ? 'definition' : 'declaration'));
      }
      for (const use of uses) entity.occurrences.push(variableOccurrence(script, nameOf(use, script), roleOf(use)));
    }
    for (const { name, range } of unresolved) this.#unresolved.push({ name, range: script.inFile(range) });
  }

  #entity(key: string | Declaration, fresh: Omit<Entity, 'occurrences'>): OpenEntity {
    let entity = this.#entities.get(key);
    if (entity === undefined) {
      entity = { ...fresh, occurrences: [] };
      this.#entities.set(key, entity);
    }
    return entity;
  }
}

const LIST = { scope: undefined } as const;

/** A name as an expectation writes it. */
function expectationWord(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Address lists are filled by rules, and thousands of entries of one list define it no better than the first. */
function isDefinition({ kind, role }: Mention, menu: string): boolean {
  return role === 'makes' || (kind === 'address-list' && !menu.endsWith('/address-list'));
}

/** The first rule of a chain defines it, and the first entry of an address list; the others are further places. */
function withDefinitions(entity: OpenEntity): Entity {
  const { kind } = entity;
  if (kind !== 'chain' && kind !== 'address-list') return entity;
  const makes = (role: Occurrence['role']): boolean =>
    kind === 'chain' ? role === 'definition' : role === 'declaration';
  const first = entity.occurrences.find(({ role }) => makes(role));
  const occurrences = entity.occurrences.map((occurrence): Occurrence => {
    if (!makes(occurrence.role)) return occurrence;
    return { ...occurrence, role: occurrence === first ? 'definition' : 'declaration' };
  });
  return { ...entity, occurrences };
}

function variableOccurrence(script: HostedScript, range: TextRange, role: Occurrence['role']): Occurrence {
  const place = script.inFile(range);
  return { range: place, role, renamed: (name) => ({ range: place, newText: name }) };
}

function roleOf({ kind }: VariableUse): Occurrence['role'] {
  return kind === 'read' ? 'read' : 'write';
}

/** The name of an argument in a call may stand in quotes. */
function nameOf({ range, name }: VariableUse, { bound }: HostedScript): TextRange {
  const isQuoted = bound.tree.text[range.start] === '"' && range.end - range.start === name.length + 2;
  return isQuoted ? { start: range.start + 1, end: range.end - 1 } : range;
}

function inFile(script: HostedScript, { range, newText }: TextEdit): TextEdit {
  return { range: script.inFile(range), newText: script.write(newText) };
}
