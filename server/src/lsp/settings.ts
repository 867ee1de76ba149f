import { isVersion } from '../binding/targetVersion.ts';
import { PERSONAS, type Persona, type RuleSeverity, SEVERITIES } from '../diagnostics/selection.ts';
import { ASSUMPTIONS, type Assumption } from '../execution/assumption.ts';
import type { CodeLensOptions } from '../features/codeLenses.ts';
import { FORMAT_DEFAULTS, type FormatOptions } from '../features/format.ts';
import type { InlayHintOptions } from '../features/inlayHints.ts';
import { parsePacket } from '../packet/packet.ts';
import { isSilenceable, REGISTER } from '../rules/register.ts';

/**
 * The one definition of each setting: `package.json`, the README and the defaults are made from it
 * (`scripts/docs.ts`).
 */
export interface Setting<T> {
  readonly name: string;
  readonly default: T;
  /** JSON schema of the value, without default and description. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly description: string;
  /** The value if it is one, else the default: a wrong setting must not stop the server. */
  read(value: unknown): T;
}

const RULE_SEVERITIES: readonly RuleSeverity[] = ['off', ...[...SEVERITIES].reverse()];

const enable: Setting<boolean> = {
  name: 'enable',
  default: true,
  schema: { type: 'boolean' },
  description: 'Show problems of RouterOS scripts.',
  read: (value) => (typeof value === 'boolean' ? value : true),
};

const rules: Setting<Readonly<Record<string, RuleSeverity>>> = {
  name: 'rules',
  default: {},
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      REGISTER.map(({ id, summary }) => [
        id,
        { enum: isSilenceable(id) ? RULE_SEVERITIES : SEVERITIES, description: summary },
      ]),
    ),
  },
  description:
    'Severity of single rules and problems, or `off`, such as `{ "layer7-cost": "off" }`. Others keep their default severity.',
  read: (value) => {
    if (typeof value !== 'object' || value === null) return {};
    const entries = Object.entries(value).filter(
      (entry): entry is [string, RuleSeverity] =>
        RULE_SEVERITIES.includes(entry[1] as RuleSeverity) && (entry[1] !== 'off' || isSilenceable(entry[0])),
    );
    return Object.fromEntries(entries);
  },
};

const persona: Setting<Persona> = {
  name: 'persona',
  default: 'regular',
  schema: {
    enum: PERSONAS,
    enumDescriptions: [
      'What is worth acting on.',
      'Also what is only bad style.',
      'Everything that deserves a look, false alarms among it.',
    ],
  },
  description: 'How strict to be: `regular`, `pedantic` or `auditor`.',
  read: (value) => PERSONAS.find((one) => one === value) ?? 'regular',
};

const maxProblems: Setting<number> = {
  name: 'maxProblems',
  default: 1000,
  schema: { type: 'integer', minimum: 1 },
  description: 'Most problems to show for one file; the last entry says how many were omitted.',
  read: (value) => (typeof value === 'number' && value >= 1 ? Math.floor(value) : 1000),
};

const workspaceProblems: Setting<boolean> = {
  name: 'workspaceProblems',
  default: false,
  schema: { type: 'boolean' },
  description: 'Show problems of all scripts of the workspace, also of those that are not open.',
  read: (value) => value === true,
};

const version: Setting<string> = {
  name: 'version',
  default: 'auto',
  schema: { type: 'string' },
  description:
    'Version of RouterOS that scripts are for, such as `7.20`. With `auto` it is the one that an export names, else any 7.x.',
  read: (value) => (typeof value === 'string' && isVersion(value) ? value : 'auto'),
};

const assume: Setting<Assumption> = {
  name: 'assume',
  default: 'auto',
  schema: {
    enum: ASSUMPTIONS,
    enumDescriptions: [
      'The default firewall where a script looks for its rules, such as [find comment="defconf: …"], else nothing.',
      'Empty lists.',
      'The default firewall of RouterOS, with the interface lists WAN and LAN.',
    ],
  },
  description:
    'What the router holds before the script runs: `nothing`, its default firewall (`defconf`), or with `auto` the default firewall where the script looks for its rules. An export always shows all.',
  read: (value) => ASSUMPTIONS.find((assumption) => assumption === value) ?? 'auto',
};

const session: Setting<string> = {
  name: 'session',
  default: '',
  schema: { type: 'string' },
  description:
    'The management session over which scripts are applied, such as `tcp 192.168.88.10:50000 -> :8291 in=bridge`: a line that would cut it off is reported.',
  read: (value) => (typeof value === 'string' && !('fault' in parsePacket(value)) ? value : ''),
};

const markdown: Setting<boolean> = {
  name: 'markdown.enable',
  default: false,
  schema: { type: 'boolean' },
  description:
    'Show problems in the code blocks of Markdown files that begin with ```` ```routeros ````, `rsc` or `mikrotik`.',
  read: (value) => value === true,
};

const formatWidth: Setting<number> = {
  name: 'format.width',
  default: FORMAT_DEFAULTS.width,
  schema: { type: 'integer', minimum: 0 },
  description:
    'Width at which the formatter breaks lines between arguments, as an export does; `0` leaves long lines as they are.',
  read: (value) => (typeof value === 'number' && value >= 0 ? Math.floor(value) : FORMAT_DEFAULTS.width),
};

const formatSort: Setting<boolean> = {
  name: 'format.sortArguments',
  default: FORMAT_DEFAULTS.sort,
  schema: { type: 'boolean' },
  description: 'Put the arguments of `add` and `set` in the order of an export when a script is formatted.',
  read: (value) => value === true,
};
const ruleNumbers = aSwitch('inlayHints.ruleNumbers', 'Show the number of each rule in its chain.');
const menuPaths = aSwitch(
  'inlayHints.menuPaths',
  'Show the menu of a line that names only a part of it, such as `filter add` below `/ip firewall`.',
);
const knockStages = aSwitch('inlayHints.knockStages', 'Show beside a rule what it is in a port knock.');
const RULE_LABELS = ['before', 'inlay', 'off'] as const;
/** Where rules are labelled. */
export type RuleLabelPlace = (typeof RULE_LABELS)[number];

const ruleLabels: Setting<RuleLabelPlace> = {
  name: 'inlayHints.ruleLabels',
  default: 'before',
  schema: {
    enum: RULE_LABELS,
    enumDescriptions: [
      'In a column of fixed width in front of the rules, where the editor can draw one and lines are not wrapped.',
      'As inlay hints: the number in front of a rule, its part in a knock behind it.',
      'Nowhere.',
    ],
  },
  description: 'Where the number of a rule and its part in a port knock are shown.',
  read: (value) => RULE_LABELS.find((one) => one === value) ?? 'before',
};
const knockLens = aSwitch(
  'codeLens.knock',
  'Show above a port knock how many steps it has, and what it opens for how long.',
);
const sweepLens = aSwitch('codeLens.sweep', 'Show above a port knock how long it withstands a sweep of all ports.');
const clientLens = aSwitch('codeLens.client', 'Offer above a port knock to copy the command of a client that knocks.');
const traceLens = aSwitch('codeLens.trace', 'Offer above chains and gates of port knocks to trace a packet.');
// These three are the client's; they stand here so that there is one list.
const changesLens = aSwitch(
  'codeLens.changes',
  'Say above a rule that an unsaved change makes it let in more, or keep out more, than the saved file does.',
);
const gutter = aSwitch(
  'gutter.enable',
  'Show in the gutter which rules accept, drop, are never reached, or belong to a port knock.',
);
const views = aSwitch(
  'views.enable',
  'Show port knocks, packet traces and comparisons as drawn views. Switched off, they come as plain text documents.',
);

/** All settings, in the order in which they are documented. */
export const SETTINGS = {
  enable,
  rules,
  persona,
  version,
  assume,
  session,
  maxProblems,
  workspaceProblems,
  markdown,
  formatWidth,
  formatSort,
  ruleLabels,
  ruleNumbers,
  menuPaths,
  knockStages,
  knockLens,
  sweepLens,
  clientLens,
  traceLens,
  changesLens,
  gutter,
  views,
} as const;

/** The same as people look for them: each group has a heading of its own among the settings of the editor. */
export const SETTING_GROUPS: Readonly<Record<string, { readonly title: string; readonly of: RegExp }>> = {
  problems: { title: 'Problems', of: /^(?:enable|rules|persona|maxProblems|workspaceProblems|markdown\.enable)$/ },
  router: { title: 'The Router', of: /^(?:version|assume|session)$/ },
  hints: { title: 'Hints in the Text', of: /^(?:inlayHints|codeLens|gutter)\./ },
  views: { title: 'Views', of: /^views\./ },
  formatting: { title: 'Formatting', of: /^format\./ },
};

export interface Settings {
  readonly enable: boolean;
  readonly rules: Readonly<Record<string, RuleSeverity>>;
  readonly persona: Persona;
  /** `auto` or a version. */
  readonly version: string;
  readonly assume: Assumption;
  /** A packet as `parsePacket` reads it, or nothing. */
  readonly session: string;
  readonly maxProblems: number;
  /** Whether problems of files are wanted that are not open. */
  readonly workspaceProblems: boolean;
  /** Whether scripts in Markdown are read too. */
  readonly markdown: boolean;
  readonly format: Pick<FormatOptions, 'width' | 'sort'>;
  readonly ruleLabels: RuleLabelPlace;
  readonly inlayHints: InlayHintOptions;
  readonly codeLens: CodeLensOptions;
}

export const SECTION = 'routerosFirewall';

/** Reads each setting from the first of the sections that has it. */
export function readSettings(...sections: readonly unknown[]): Settings {
  const of = <T>(setting: Setting<T>): T =>
    setting.read(sections.map((section) => within(section, setting.name)).find((value) => value != null));
  return {
    enable: of(enable),
    rules: of(rules),
    persona: of(persona),
    version: of(version),
    assume: of(assume),
    session: of(session),
    maxProblems: of(maxProblems),
    workspaceProblems: of(workspaceProblems),
    markdown: of(markdown),
    format: { width: of(formatWidth), sort: of(formatSort) },
    ruleLabels: of(ruleLabels),
    inlayHints: { ruleNumbers: of(ruleNumbers), menuPaths: of(menuPaths), knockStages: of(knockStages) },
    codeLens: { knock: of(knockLens), sweep: of(sweepLens), client: of(clientLens), trace: of(traceLens) },
  };
}

/** A client sends settings as objects in objects: the value of `markdown.enable` is in that of `markdown`. */
function within(section: unknown, name: string): unknown {
  let value = section;
  for (const key of name.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}

/** A setting that is on unless it is switched off. */
function aSwitch(name: string, description: string): Setting<boolean> {
  return { name, default: true, schema: { type: 'boolean' }, description, read: (value) => value !== false };
}
