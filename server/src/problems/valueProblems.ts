import type { BoundCommand } from '../binding/boundCommand.ts';
import { type BoundArgument, type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import { isBeforeSeven, type TargetVersion } from '../binding/targetVersion.ts';
import type { Argument as CatalogArgument } from '../catalog/catalog.ts';
import type { ValueType } from '../catalog/valueType.ts';
import { phrase } from '../language/phrase.ts';
import { parseIpv4, parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import { highestPort } from '../packet/ports.ts';
import { protocolNumbers } from '../packet/protocol.ts';
import { parseTime } from '../packet/time.ts';
import { constantText } from '../syntax/ast.ts';
import { error, withFix } from '../syntax/faults.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { nearest, sameWords } from '../text/nearMiss.ts';
import { COVERED, looksDrawn } from '../text/secretNames.ts';
import { isChecked, writesItems } from './checkedMenus.ts';
import { compositeFault } from './compositeFault.ts';
import { macFault, switchFault, usualFault } from './usualFault.ts';
import { type Fault, listed, outside, span } from './valueFault.ts';

/**
 * Values that RouterOS refuses, where the type of the argument is certain and the value does not hang on the run. Words
 * that stand for something else (`<address>`, `x.x.x.x`) are left alone, and so is every form that a version might take.
 */
export function valueProblems(script: BoundScript, target?: TargetVersion): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const old = isBeforeSeven(target);
  forEachCommand(script.commands, (command) => {
    if (!writesItems(command)) return;
    const checked = isChecked(command.menu);
    for (const bound of command.arguments) {
      const { argument } = bound;
      if (argument === undefined) continue;
      const problem = valueProblem(bound, argument, {
        command,
        menu: command.menu?.path ?? '',
        old,
        checked,
      });
      if (problem !== undefined) problems.push(problem);
    }
  });
  return problems;
}

interface Context {
  readonly command: BoundCommand;
  /** Path of the menu. */
  readonly menu: string;
  /** For version 6 or older, whose words we do not know all. */
  readonly old: boolean;
  /** Whether the types of its arguments were checked one by one. */
  readonly checked: boolean;
}

function valueProblem(bound: BoundArgument, argument: CatalogArgument, context: Context): SyntaxProblem | undefined {
  const text = constantText(bound.value);
  if (text === undefined || bound.unset) return undefined;
  const skipped = argument.negatable && text.startsWith('!') ? 1 : 0;
  const value = text.slice(skipped);
  // An empty value unsets; templates have their own signs for what is filled in later.
  if (value === '' || value.length > LONGEST || PLACEHOLDER.test(value)) return undefined;
  // `disabled` means the same in every menu.
  const isCertain = context.checked || argument.name === 'disabled';
  const fault = isCertain ? faultOf(value, argument, context) : usualFault(value, argument, context.menu);
  if (fault === undefined) return undefined;
  const { value: node } = bound;
  const place = context.command.place(bound.valueRange);
  // Only in an unquoted word does each character stand for itself.
  const plain = node?.kind === 'Word';
  const start = plain ? place.start + skipped + fault.at : place.start;
  const end = plain ? start + fault.part.length : place.end;
  const isMisplaced = fault.replacement === undefined && WORDS.has(argument.type.kind) && looksDrawn(fault.part);
  const message = isMisplaced ? fault.message.replaceAll(fault.part, COVERED) : fault.message;
  const refused = error('invalid-value', start, end, message);
  const problem: SyntaxProblem = fault.isTaken === true ? { ...refused, severity: 'warning' } : refused;
  if (fault.replacement === undefined || !plain) return problem;
  return withFix(problem, phrase`Replace by ${fault.replacement}`, [{ start, end, newText: fault.replacement }]);
}

/** Arguments that take words: what was drawn at random there belongs into another one, and may be a secret. */
const WORDS: ReadonlySet<ValueType['kind']> = new Set(['enumeration', 'flags', 'signed-flags', 'boolean', 'protocol']);

const LONGEST = 2000;
const PLACEHOLDER = /[<>{}%@…]|\.\.\.|\b[xX]+\b|your|changeme|example/i;

function faultOf(value: string, argument: CatalogArgument, context: Context): Fault | undefined {
  const { name, type, values = [] } = argument;
  switch (type.kind) {
    case 'enumeration':
      return wordFault(value, 0, name, values, context, value.includes(','));
    case 'flags':
    case 'signed-flags':
      return firstOf(value, (part, at) => {
        const sign = part.startsWith('!') ? 1 : 0;
        return wordFault(part.slice(sign), at + sign, name, values, context, false);
      });
    case 'boolean':
      return booleanFault(value, name);
    case 'number':
      return numberFault(value, name, type);
    case 'number-range':
      return rangeFault(value, 0, name, type.min ?? 0, type.max ?? Number.MAX_SAFE_INTEGER);
    case 'port':
      return portFault(value, 0, name, false);
    case 'ports':
      return firstOf(value, (part, at) => portFault(part, at, name, true));
    case 'protocol':
      return protocolFault(value, name, argument.suggestions ?? [], context);
    case 'address':
    case 'addresses':
    case 'prefix':
      return ipv4Fault(value, 0, name, type.kind);
    case 'prefixes':
      return firstOf(value, (part, at) =>
        part.includes(':')
          ? ipv6Fault(part, at, name)
          : LIKE_IPV4.test(part)
            ? ipv4Fault(part, at, name, 'prefix')
            : undefined,
      );
    case 'prefix6':
      return ipv6Fault(value, 0, name);
    case 'mac-address':
      return macFault(value, name);
    case 'list-timeout':
      return timeoutFault(value, name);
    case 'time':
      if (value === 'none' && !context.old) return undocumentedNone(name, phrase`leave it out for an entry that stays`);
      return value.startsWith('none') ? undefined : timeoutFault(value, name);
    case 'rate':
      return compositeFault(name, value, is6(context));
    case 'string':
      return name === 'address' && context.menu.endsWith('/address-list')
        ? entryFault(value, name, context)
        : compositeFault(name, value, is6(context));
    default:
      return undefined;
  }
}

function is6({ menu }: Context): boolean {
  return menu.startsWith('/ipv6/');
}

/** The first fault among the parts of a comma list; an empty part may be a slip that the router forgives. */
function firstOf(value: string, check: (part: string, at: number) => Fault | undefined): Fault | undefined {
  let at = 0;
  for (const part of value.split(',')) {
    const fault = part === '' ? undefined : check(part, at);
    if (fault !== undefined) return fault;
    at += part.length + 1;
  }
  return undefined;
}

/** One word of a closed set. A beginning that fits one word only is left alone: the console completes it. */
function wordFault(
  part: string,
  at: number,
  name: string,
  values: readonly string[],
  { old }: Context,
  isList: boolean,
): Fault | undefined {
  if (part === '' || values.length === 0 || values.includes(part)) return undefined;
  if (part === 'none') {
    const scan = phrase`for packets without any flag write \`!fin,!syn,!rst,!psh,!ack,!urg\``;
    return name === 'tcp-flags' && !old ? undocumentedNone(name, scan) : undefined;
  }
  const begun = values.filter((value) => value.startsWith(part));
  if (begun.length === 1) return undefined;
  if (begun.length > 1) {
    return {
      part,
      at,
      message: phrase`\`${part}\` can mean ${listed(begun, 'or')}, so RouterOS refuses it as ${name}. Write it in full.`,
    };
  }
  if (isList) {
    const message = phrase`${name} takes one value, not a comma list, so RouterOS refuses the command. Write one command for each.`;
    return { part, at, message };
  }
  const usual = USUAL_WORDS[part.toLowerCase()];
  const known = usual !== undefined && values.includes(usual) ? usual : sameWords(part, values);
  const near = known === undefined ? nearest(part, values) : { name: known, certain: usual !== 'drop' };
  // Older versions may have words of their own.
  if (near === undefined && old) return undefined;
  const remedy =
    near !== undefined
      ? phrase`Did you mean \`${near.name}\`?`
      : values.length <= 12
        ? phrase`Write ${listed(values, 'or')}.`
        : phrase`Look the word up, or let completion offer the known ones.`;
  const message = phrase`RouterOS has no ${name} \`${part}\`, so it refuses the command. ${remedy}`;
  return { part, at, message, ...(near?.certain === true && { replacement: near.name }) };
}

/** Scripts for older versions write it. No version that is known names it, but nobody has tried. */
function undocumentedNone(name: string, instead: string): Fault {
  const message = phrase`${name} has no value \`none\` in RouterOS 7, as far as its manual and its completion say, so the command is probably refused: ${instead}.`;
  return { part: 'none', at: 0, message, isTaken: true };
}

/** What other firewalls and language models call it. */
const USUAL_WORDS: Readonly<Record<string, string>> = {
  allow: 'accept',
  permit: 'accept',
  block: 'drop',
  deny: 'drop',
  discard: 'drop',
  dnat: 'dst-nat',
  snat: 'src-nat',
};

function booleanFault(value: string, name: string): Fault | undefined {
  const word = value.toLowerCase();
  const words = ['yes', 'no', 'true', 'false'];
  if (!/^[a-z]{2,}$/.test(word) || words.includes(word)) return undefined;
  const begun = words.find((known) => known.startsWith(word));
  if (begun !== undefined) {
    const message = phrase`${name} is \`yes\` or \`no\`; a script should not count on \`${value}\` being completed. Did you mean \`${begun}\`?`;
    return { part: value, at: 0, message, replacement: begun, isTaken: true };
  }
  const near = nearest(word, words)?.name;
  const remedy = near === undefined ? phrase`Write one of the two.` : phrase`Did you mean \`${near}\`?`;
  return (
    switchFault(value, name) ?? {
      part: value,
      at: 0,
      message: phrase`${name} is \`yes\` or \`no\`, so RouterOS refuses \`${value}\`. ${remedy}`,
    }
  );
}

function numberFault(
  value: string,
  name: string,
  { min, max }: { readonly min?: number; readonly max?: number },
): Fault | undefined {
  if (/^\d{1,15}$/.test(value)) {
    const number = Number(value);
    if (number >= (min ?? 0) && number <= (max ?? Number.MAX_SAFE_INTEGER)) return undefined;
    return { part: value, at: 0, message: outside(value, name, min ?? 0, max) };
  }
  if (/\d/.test(value)) return undefined;
  return {
    part: value,
    at: 0,
    message: phrase`${name} is a number, so RouterOS refuses \`${value}\`. Write ${span(min ?? 0, max)}.`,
  };
}

/** Whether a router takes the name of a service for its port is not known, so words stay silent. */
function portFault(part: string, at: number, name: string, mayRange: boolean): Fault | undefined {
  return /^[A-Za-z]/.test(part) ? undefined : rangeFault(part, at, name, 0, highestPort, mayRange);
}

/** `n` or `a-b`. */
function rangeFault(
  part: string,
  at: number,
  name: string,
  min: number,
  max: number,
  mayRange = true,
): Fault | undefined {
  const match = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(part);
  if (match === null) {
    if (/^\d{1,5}(?:[,-]\d{1,5})+$/.test(part) && part.includes(',')) {
      return {
        part,
        at,
        message: phrase`${name} takes one number or range, not a list, so RouterOS refuses it. Write one rule for each.`,
      };
    }
    if (/\d/.test(part) || !/^[A-Za-z]/.test(part)) return undefined;
    return {
      part,
      at,
      message: phrase`${name} takes numbers only, so RouterOS refuses \`${part}\`. Write the number.`,
    };
  }
  const [, low = '', high = low] = match;
  for (const [number, offset] of [
    [low, 0],
    [high, part.length - high.length],
  ] as const) {
    if (Number(number) < min || Number(number) > max) {
      return { part: number, at: at + offset, message: outside(number, name, min, max) };
    }
  }
  if (!mayRange && match[2] !== undefined) {
    return {
      part,
      at,
      message: phrase`${name} is one number, so RouterOS refuses the range \`${part}\`. Write one port.`,
    };
  }
  if (Number(low) <= Number(high)) return undefined;
  return {
    part,
    at,
    message: phrase`This range of ${name} ends below its start, so RouterOS refuses it. Write \`${high}-${low}\`.`,
    replacement: `${high}-${low}`,
  };
}

function protocolFault(
  value: string,
  name: string,
  suggestions: readonly string[],
  { old }: Context,
): Fault | undefined {
  if (/^\d{1,15}$/.test(value))
    return Number(value) <= 255 ? undefined : { part: value, at: 0, message: outside(value, name, 0, 255) };
  const names = [...new Set([...suggestions, ...Object.keys(protocolNumbers)])];
  if (names.includes(value)) return undefined;
  if (value === 'ipv6') {
    const message = phrase`RouterOS 7 calls protocol 41 \`ipv6-encap\`: \`ipv6\` can mean several names there, so it refuses the command.`;
    return old ? undefined : { part: value, at: 0, message, replacement: 'ipv6-encap' };
  }
  const begun = names.filter((known) => known.startsWith(value));
  // Older versions may have names of their own.
  if (begun.length === 1 || (begun.length > 1 && old)) return undefined;
  if (begun.length > 1) {
    const choice = begun.length > FEW_NAMES ? phrase`${begun.length} names` : listed(begun, 'or');
    return {
      part: value,
      at: 0,
      message: phrase`\`${value}\` can mean ${choice}, so RouterOS refuses it as ${name}. Write it in full.`,
    };
  }
  const parts = value.split(/[,/+&|]/);
  if (parts.length > 1 && parts.every((part) => names.includes(part))) {
    return {
      part: value,
      at: 0,
      message: phrase`A rule matches one ${name} only, so RouterOS refuses \`${value}\`. Write one rule for each of ${listed(parts, 'and')}.`,
    };
  }
  const words = sameWords(value, names);
  const near = words === undefined ? nearest(value, USUAL_PROTOCOLS) : { name: words, certain: true };
  if (near === undefined) return undefined;
  const message = phrase`RouterOS has no ${name} \`${value}\`, so it refuses the command. Did you mean \`${near.name}\`?`;
  return { part: value, at: 0, message, ...(near.certain && { replacement: near.name }) };
}

const FEW_NAMES = 5;

/** What a slip of the pen is measured against: `ntp` is no misspelt `xtp`. */
const USUAL_PROTOCOLS: readonly string[] = [
  'tcp',
  'udp',
  'icmp',
  'icmpv6',
  'gre',
  'igmp',
  'ipsec-ah',
  'ipsec-esp',
  'ospf',
  'sctp',
  'vrrp',
];

const LIKE_IPV4 = /^\d{1,9}(?:\.\d{1,9}){1,5}(?:[/-][\d./-]*)?$/;

function ipv4Fault(part: string, at: number, name: string, kind: ValueType['kind']): Fault | undefined {
  const fault = (message: string, place: Partial<Fault> = {}): Fault => ({ part, at, message, ...place });
  if (LIKE_IPV4.test(part)) {
    const [, first = '', sign, rest = ''] = /^([\d.]+)(?:([/-])(.*))?$/.exec(part) ?? [];
    const wrong = [first, ...(sign === '-' ? [rest] : [])].find((address) => parseIpv4(address) === undefined);
    if (wrong !== undefined) {
      const leading = wrong.split('.').some((octet) => /^0\d/.test(octet));
      const octets = wrong.split('.');
      // What has leading zeros or lacks parts may be read in a way of its own.
      if (leading || octets.length < 4 || octets.includes('')) return undefined;
      const why = octets.length > 4 ? phrase`it has more than four parts` : phrase`its parts go from 0 to 255`;
      return fault(
        phrase`\`${wrong}\` is no IPv4 address: ${why}. RouterOS refuses the command; correct the address.`,
        {
          part: wrong,
          at: at + part.indexOf(wrong),
        },
      );
    }
    if (sign === '/' && /^\d+$/.test(rest) && Number(rest) > 32) {
      return fault(
        phrase`\`/${rest}\` is no prefix length of IPv4, which has 32 bits, so RouterOS refuses it. Write 0 to 32.`,
        {
          part: `/${rest}`,
          at: at + first.length,
        },
      );
    }
    if (sign === '-' && kind === 'addresses' && parseIpv4Set(part) === undefined) {
      return fault(
        phrase`This range of ${name} ends below its start, so RouterOS refuses it. Write \`${rest}-${first}\`.`,
        {
          replacement: `${rest}-${first}`,
        },
      );
    }
    return undefined;
  }
  const listOfAddresses = part.includes(',') && part.split(',').every((one) => LIKE_IPV4.test(one));
  if (listOfAddresses) {
    const list =
      name === 'src-address' || name === 'dst-address'
        ? phrase`put them in an address list and match \`${name}-list\``
        : phrase`write one`;
    return fault(
      phrase`${name} takes one address, prefix or range, so RouterOS refuses a comma list. Instead, ${list}.`,
    );
  }
  if (part.includes(':') && parseIpv6Set(part) !== undefined) {
    return fault(
      phrase`${name} takes IPv4 here, so RouterOS refuses the IPv6 address. Use the menu under /ipv6 for it.`,
    );
  }
  return undefined;
}

function ipv6Fault(part: string, at: number, name: string): Fault | undefined {
  if (parseIpv6Set(part) !== undefined) return undefined;
  if (LIKE_IPV4.test(part)) {
    return {
      part,
      at,
      message: phrase`${name} takes IPv6 here, so RouterOS refuses the IPv4 address. Use the menu under /ip for it.`,
    };
  }
  const prefix = /^([0-9a-f:]*:[0-9a-f:]*)\/(\d{1,9})$/i.exec(part);
  if (prefix !== null && parseIpv6Set(prefix[1] as string) !== undefined && Number(prefix[2]) > 128) {
    const length = `/${prefix[2]}`;
    return {
      part: length,
      at: at + part.length - length.length,
      message: phrase`\`${length}\` is no prefix length of IPv6, which has 128 bits, so RouterOS refuses it. Write 0 to 128.`,
    };
  }
  if (!/^[0-9a-f:]+(?:\/\d{1,3})?$/i.test(part) || !part.includes(':')) return undefined;
  return {
    part,
    at,
    message: phrase`\`${part}\` is no IPv6 address, so RouterOS refuses the command. Check its groups and the \`::\`.`,
  };
}

function timeoutFault(value: string, name: string): Fault | undefined {
  const fault = (message: string): Fault => ({ part: value, at: 0, message });
  const time = parseTime(value);
  if (time !== undefined) {
    if (time.seconds <= LONGEST_TIMEOUT) return undefined;
    return fault(
      phrase`${name} is 35w3d13h13m56s at most, so RouterOS refuses ${value}. Use \`none-static\` for entries that stay.`,
    );
  }
  if (!/^[a-z-]{2,}$/i.test(value) || (FOREVER.some((word) => word.startsWith(value)) && value.length > 'none-'.length))
    return undefined;
  if (!/^[a-z]/i.test(value) || /^(?:ms|us|ns)$/.test(value)) return undefined;
  return fault(
    phrase`\`${value}\` is no time, so RouterOS refuses it as ${name}. Write a time such as \`1h\`, \`none-dynamic\` (until reboot) or \`none-static\` (for good).`,
  );
}

const FOREVER = ['none-dynamic', 'none-static'];
/** In seconds (`docs/facts/firewall.md#matchers`). */
const LONGEST_TIMEOUT = 21_474_836;

/** An entry of an address list is an address, prefix, range or a DNS name: only what begins like an address is judged. */
function entryFault(value: string, name: string, context: Context): Fault | undefined {
  if (!is6(context) && parseIpv6Set(value) !== undefined && value.includes(':')) {
    const message = phrase`${name} holds an IPv6 address, which /ip firewall address-list takes for a name and refuses. Add it to /ipv6 firewall address-list.`;
    return { part: value, at: 0, message };
  }
  if (!is6(context))
    return LIKE_IPV4.test(value) && /[/-]/.test(value) ? ipv4Fault(value, 0, name, 'addresses') : undefined;
  return value.includes(':') && !value.includes('-') ? ipv6Fault(value, 0, name) : undefined;
}
