import { textOf } from '../execution/configuration.ts';
import { type Family, type FirewallRule, isRefusal, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { icmpName, parseIcmpOptions } from '../packet/icmp.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A comment that says the opposite of what its rule does. */
export const commentContradictsRule: Rule = {
  meta: {
    id: 'comment-contradicts-rule',
    summary: 'A comment says something else than its rule does.',
    severity: 'information',
    confidence: 'medium',
    persona: 'regular',
    why: 'Whoever reads a firewall reads its comments. A rule called "Drop …" that accepts, a type of ICMP with another number, or a condition such as `dst-port=8291` that got into the quotes of the comment, where the router does not read it: one of the two is wrong, and mostly it is the rule.',
    remedy: 'Correct the rule or the comment.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=23 comment="Drop Telnet"
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop protocol=tcp dst-port=23 comment="Drop Telnet"
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Firewall > Filter: comment.', 'RFC 792: types of ICMP.'],
  },

  *check({ firewall }) {
    for (const rule of firewall.rules) {
      const comment = rule.enabled && !rule.item.assumed ? textOf(rule.item, 'comment') : undefined;
      if (comment === undefined || rule.item.origin === undefined || comment.length > LONGEST) continue;
      const message =
        ofCondition(rule, comment) ??
        (isOfPair(firewall.rules, rule, comment) ? undefined : ofAction(rule, comment)) ??
        ofIcmp(rule, comment) ??
        ofService(rule, comment);
      if (message !== undefined) yield { message, range: rangeOf(rule, 'comment') };
    }
  },
};

/** Whether a rule beside it has the same comment: then the comment is about both, and one of them does what it says. */
function isOfPair(rules: readonly FirewallRule[], rule: FirewallRule, comment: string): boolean {
  return [rules[rule.index - 1], rules[rule.index + 1]].some(
    (other) =>
      other !== undefined &&
      other.table === rule.table &&
      other.chain === rule.chain &&
      other.action !== rule.action &&
      textOf(other.item, 'comment') === comment,
  );
}

/** A condition that stands in the quotes. */
function ofCondition(rule: FirewallRule, comment: string): string | undefined {
  const [, name, value] = CONDITION.exec(comment) ?? [];
  if (name === undefined || value === undefined || rule.action === 'passthrough') return undefined;
  const ports =
    name.endsWith('port') && (matcher(rule, 'dst-port') ?? matcher(rule, 'src-port') ?? matcher(rule, 'port'));
  if (matcher(rule, name) !== undefined || ports) return undefined;
  return phrase`This comment holds ${name}=${value}, which the rule does not ask for, so it fits more than it seems. Write the condition outside of the quotes.`;
}

const CONDITION =
  /(?:^|\s)((?:dst|src)-(?:port|address|address-list)|protocol|in-interface(?:-list)?|out-interface(?:-list)?|connection-state)=([^\s=]{1,60})/;

/** The word with which the comment begins, against the action. */
function ofAction({ action, matchers }: FirewallRule, comment: string): string | undefined {
  const words = comment.toLowerCase().match(/[\p{L}']+/gu) ?? [];
  const [first = ''] = words;
  const does = action === 'accept' ? ACCEPTING : isRefusal(action) ? REFUSING : undefined;
  if (does === undefined || words.some((word) => EXCEPTING.has(word))) return undefined;
  // A refusal of all but some may well be called what it allows.
  if (does === REFUSING && (matchers.length === 0 || matchers.some(({ negated }) => negated))) return undefined;
  const others = does === ACCEPTING ? REFUSING : ACCEPTING;
  const isOther = others.has(first) || (first === 'jump' && words[1] === 'to');
  if (!isOther || words.some((word) => does.has(word))) return undefined;
  return phrase`This comment begins with "${first}", but the rule has action=${action}. Correct one of the two.`;
}

const REFUSING: ReadonlySet<string> = new Set([
  ...['drop', 'drops', 'block', 'blocks', 'deny', 'denies', 'reject', 'rejects', 'refuse', 'discard', 'forbid'],
  ...['bloquear', 'bloqueia', 'bloqueie', 'bloquea', 'denegar', 'rechazar', 'descartar', 'verwerfen', 'sperren'],
]);
const ACCEPTING: ReadonlySet<string> = new Set([
  ...['accept', 'accepts', 'allow', 'allows', 'permit', 'permits', 'permitir', 'permite', 'aceitar', 'aceita'],
  ...['aceptar', 'acepta', 'liberar', 'libera', 'erlauben', 'zulassen', 'autoriser'],
]);
/** Then the sentence says more than its first word. */
const EXCEPTING: ReadonlySet<string> = new Set([
  ...['except', 'exception', 'exceptions', 'but', 'unless', 'not', 'no', 'only', 'exempt', 'whitelist', 'bypass'],
  ...['before', 'if', 'otherwise', 'rest', 'else', 'other', 'others', 'everything', 'all'],
  ...['exceto', 'menos', 'somente', 'apenas', 'solo', 'salvo', 'resto', 'todo', 'tudo', 'nur', 'ausser', 'außer'],
]);

/** A type of ICMP by name, against the number. */
function ofIcmp(rule: FirewallRule, comment: string): string | undefined {
  const asked = matcher(rule, 'icmp-options');
  const options =
    asked === undefined || asked.negated || !asked.property.constant ? undefined : parseIcmpOptions(asked.text);
  if (options === undefined) return undefined;
  const text = comment.toLowerCase().replaceAll(/[-_]/g, ' ');
  const named = NAMES[rule.family].filter(([words]) => words.test(text));
  if (named.length !== 1 || named[0] === undefined || named[0][1] === options.type) return undefined;
  const [[words, type]] = named;
  const is = icmpName(rule.family, options.type) ?? phrase`another`;
  return phrase`This comment says "${words.exec(text)?.[0]}", which is type ${type} of ICMP, but icmp-options=${asked?.text} is ${is}. Correct one of the two.`;
}

const NAMES: Readonly<Record<Family, readonly (readonly [RegExp, number])[]>> = {
  ip: [
    [/\becho repl(?:y|ies)\b/, 0],
    [/\bunreachable\b/, 3],
    [/\bsource quench\b/, 4],
    [/\bredirect\b/, 5],
    [/\becho requests?\b/, 8],
    [/\btime exceed(?:ed)?\b/, 11],
    [/\bparameter (?:problem|bad)\b/, 12],
  ],
  ipv6: [
    [/\bunreachable\b/, 1],
    [/\bpacket too big\b/, 2],
    [/\btime exceed(?:ed)?\b/, 3],
    [/\bparameter problem\b/, 4],
    [/\becho requests?\b/, 128],
    [/\becho repl(?:y|ies)\b/, 129],
  ],
};
/** A service by name, against the ports of others. */
function ofService(rule: FirewallRule, comment: string): string | undefined {
  const asked = matcher(rule, 'dst-port');
  if (asked === undefined || asked.negated || !asked.property.constant || rule.table !== 'filter') return undefined;
  const ports = asked.text.split(',');
  const named = SERVICES.filter(([words]) => words.test(comment));
  const [service] = named;
  if (named.length !== 1 || service === undefined || ports.length > FEW_PORTS) return undefined;
  const [words, own] = service;
  // A port that no service of these has may be one that was moved.
  if (ports.some((port) => own.includes(port) || !isKnown(port))) return undefined;
  return phrase`This comment says "${words.exec(comment)?.[0]}", which has port ${own[0]}, but the rule is for ${asked.text}. Correct one of the two.`;
}

function isKnown(port: string): boolean {
  return OTHER_PORTS.has(port) || SERVICES.some(([, own]) => own.includes(port));
}

/** Ports that go with a service count as its own. */
const SERVICES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\bssh\b/i, ['22', '2222']],
  [/\btelnet\b/i, ['23']],
  [/\bwin ?box\b/i, ['8291']],
  [/\bhttps\b/i, ['443', '8443', '80', '8729']],
  [/\bsnmp\b/i, ['161', '162']],
  [/\bntp\b/i, ['123']],
  [/\brdp\b/i, ['3389']],
  [/\bsmtp\b/i, ['25', '465', '587']],
  [/\bpptp\b/i, ['1723']],
  [/\bbgp\b/i, ['179', '3784', '3785', '4784']],
  [/\bsip\b/i, ['5060', '5061']],
];
/** Of further services, which have no word that stands for one of them alone. */
const OTHER_PORTS: ReadonlySet<string> = new Set([
  ...['21', '53', '67', '68', '80', '110', '143', '993', '995', '8728', '8729', '1194', '500', '4500', '1701'],
]);
const FEW_PORTS = 3;

/** What is longer explains more than one rule. */
const LONGEST = 200;
