/**
 * Layer `exposure`: what is open from where. Origins by targets; each cell is the traffic of an expectation, put together
 * and followed as `expectation/` does, so that the two never disagree.
 */
import type { Family, FirewallRule } from '../firewall/firewall.ts';
import type { TextRange } from '../text/range.ts';

/** The grid of a router. */
export interface Exposure {
  readonly origins: readonly Origin[];
  readonly targets: readonly Target[];
  /** Row by row, the families of a target side by side; none where no packet is of the kind. */
  readonly cells: readonly Cell[];
  /** What stands outside the grid, as sentences: access by MAC address. */
  readonly notes: readonly string[];
  /** How many there are beyond the bounds. */
  readonly omitted: { readonly origins: number; readonly targets: number };
}

/** From where packets come. */
export interface Origin {
  /** As the source of an expectation is written: `internet`, `interfaces LAN`, `internet after knock "secure"`. */
  readonly id: string;
  readonly kind: OriginKind;
  /** The name of the interface or list, the network, or the list that the knock grants; empty for the first two kinds. */
  readonly subject: string;
  /** For a person. */
  readonly name: string;
  /** Other origins with the same cells. */
  readonly also: readonly string[];
  /** What the file says of it first. */
  readonly range: TextRange | undefined;
  /** Whether the file shows that it is what it is taken for. */
  readonly certain: boolean;
  /** Why it is not certain, as a sentence. */
  readonly because: string | undefined;
}

export type OriginKind = 'internet' | 'elsewhere' | 'interfaces' | 'interface' | 'network' | 'list' | 'knock';

/** What packets are for. */
export interface Target {
  /** As `traffic`, and what dst-nat makes of it. */
  readonly id: string;
  /** As the target and the service of an expectation are written: `router tcp 22`. */
  readonly traffic: string;
  readonly kind: TargetKind;
  /** For a person. */
  readonly name: string;
  readonly protocol: string | undefined;
  /** As they are sent, before dst-nat. */
  readonly ports: string | undefined;
  /** Where a forwarded packet goes, and the addresses of a network. */
  readonly address: string | undefined;
  /** The ports that a forwarded packet has then, where dst-nat gives it others. */
  readonly innerPorts?: string | undefined;
  readonly families: readonly Family[];
  readonly range: TextRange | undefined;
  readonly listening: Listening;
  /** Whether a router from the factory listens; counts where the file does not say. */
  readonly factory: boolean;
  /** The menu that says whether it listens, where that is not known. */
  readonly menu: string | undefined;
  /** The addresses to which the service answers; undefined where to all. */
  readonly restrictedTo: readonly string[] | undefined;
}

/**
 * `other`: every other port of the router. `forward`: what a dst-nat takes. `network`: all addresses behind an interface
 * but that of the router itself.
 */
export type TargetKind = 'service' | 'icmp' | 'other' | 'forward' | 'network' | 'host';
export type Listening = 'yes' | 'no' | 'unknown';

/** What becomes of new packets from an origin to a target. */
export interface Cell {
  readonly from: string;
  readonly to: string;
  readonly family: Family;
  readonly state: CellState;
  /** What the firewall does, whoever listens; `some` where it lets a part of the packets through. */
  readonly filter: 'accepted' | 'refused' | 'some' | 'unknown';
  /** Who answers: `forwarded` where a dst-nat takes the packets elsewhere, or does not take those that it should. */
  readonly service: 'listening' | 'restricted' | 'off' | 'unknown' | 'forwarded';
  /** The rule that decides about the first of the packets; undefined at the end of the chain. */
  readonly by: FirewallRule | undefined;
  /** Packets that show it, as `trace` reads them; of `some` one for each. */
  readonly packets: readonly string[];
  /** The list that a knock grants which opens it. */
  readonly knock: string | undefined;
  readonly certain: boolean;
  /** What it hangs on, by the names that `assuming` of an expectation takes. */
  readonly hangsOn: readonly string[];
}

export type CellState = 'open' | 'after knock' | 'limited' | 'depends' | 'closed';
