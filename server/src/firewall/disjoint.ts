import { parsePorts } from '../packet/ports.ts';
import { protocolNumber } from '../packet/protocol.ts';
import { type FirewallRule, type Matcher, matcher } from './firewall.ts';

/** Name of a matcher of which the two rules never see the same packet, if there is one. */
export function disjoint(a: FirewallRule, b: FirewallRule): string | undefined {
  return a.matchers.find((left) => {
    const right = matcher(b, left.name);
    return right !== undefined && left.property.constant && right.property.constant && neverTogether(left, right);
  })?.name;
}

function neverTogether(left: Matcher, right: Matcher): boolean {
  switch (left.name) {
    case 'dst-port':
    case 'src-port': {
      const a = parsePorts(left.text);
      const b = parsePorts(right.text);
      if (a === undefined || b === undefined) return false;
      if (left.negated) return !right.negated && b.isSubset(a);
      return right.negated ? a.isSubset(b) : !a.intersects(b);
    }
    case 'protocol': {
      const a = protocolNumber(left.text);
      const b = protocolNumber(right.text);
      return (
        a !== undefined && b !== undefined && (left.negated === right.negated ? !left.negated && a !== b : a === b)
      );
    }
    default:
      return false;
  }
}
