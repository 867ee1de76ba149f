/**
 * What kind of value an argument takes. A kind is claimed only where the router's own type is known
 * (`docs/facts/method.md#the-catalogue`); everything else is `string`, which any text fits.
 */
export type ValueType = SimpleType | NumberType | StringType | TimeType;

export interface SimpleType {
  readonly kind: /** `yes` or `no`; the router also takes `true` and `false`. */
    | 'boolean'
    /** Present or absent: `print detail`. */
    | 'flag'
    /** A duration, `none-dynamic` or `none-static`. */
    | 'list-timeout'
    /** One IPv4 address. */
    | 'address'
    /** An IPv4 address, prefix or range. */
    | 'addresses'
    /** One IPv4 prefix. */
    | 'prefix'
    /** A comma list of IPv4 or IPv6 prefixes. */
    | 'prefixes'
    /** An IPv6 address or prefix. */
    | 'prefix6'
    | 'mac-address'
    /** One port. */
    | 'port'
    /** A comma list of ports and ranges of ports. */
    | 'ports'
    /** A protocol's name or number. */
    | 'protocol'
    /** One of `Argument.values`. */
    | 'enumeration'
    /** A comma list of `Argument.values`. */
    | 'flags'
    /** A comma list of `Argument.values`, each of which may be negated. */
    | 'signed-flags'
    /** The name of one address list; it may look like a number. */
    | 'address-list'
    | 'interface'
    | 'interface-list'
    /** A comma list of interface lists. */
    | 'interface-lists'
    | 'chain'
    | 'mark'
    | 'routing-table'
    | 'layer7-protocol'
    /** `rate/time,burst…`. */
    | 'rate'
    /** One item: its number, id or `[find …]`. */
    | 'id'
    /** Items: numbers, ids, names or `[find …]`. */
    | 'ids'
    /** The name of an argument of the same menu. */
    | 'argument-name'
    /** A block of commands. */
    | 'code'
    /** The conditions of `find` and `print where`, up to the end of the command. */
    | 'where'
    /** The name of a variable that the command declares or sets. */
    | 'variable';
}

export interface NumberType {
  /** One number, or (`number-range`) one number or `a-b`. */
  readonly kind: 'number' | 'number-range';
  readonly min?: number;
  readonly max?: number;
}

export interface StringType {
  /** Any text, or (`hex`) hexadecimal digits. */
  readonly kind: 'string' | 'hex';
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface TimeType {
  /** A duration as `packet/time.ts` reads it. */
  readonly kind: 'time';
  /** The shortest in milliseconds. */
  readonly min?: number;
  /** The longest in milliseconds. */
  readonly max?: number;
}
