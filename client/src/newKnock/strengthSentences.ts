import type { KnockEntry } from '../../../server/src/reports/jsonOutput.ts';

type Translate = (text: string, ...values: (string | number)[]) => string;

/** What a knock is worth, in three sentences: who gets in, what a scanner does to it, what a wrong port costs. */
export function strengthSentences({ stages, grant, strength }: KnockEntry, t: Translate): string[] {
  if (strength === null) return [t('Nothing is known to open this knock.')];
  const opens = strength.opens.join(', ');
  const first = t('{0} packets in order open {1} for {2}.', stages.length, opens, grant.timeout ?? '');
  return [first, scanners(strength, t), wrongPorts(strength, t)];
}

type Strength = NonNullable<KnockEntry['strength']>;

/** Of the fastest scanner, which has the best chance. */
function scanners({ sweeps, randomScans }: Strength, t: Translate): string {
  const sweep = sweeps.at(-1);
  const scan = randomScans.at(-1);
  if (sweep?.packets != null && sweep.seconds != null) {
    const [packets, rate] = [sweep.packets, sweep.rate].map((count) => count.toLocaleString('en')) as [string, string];
    return t(
      'A sweep of all ports opens it with {0} packets, in {1} s at {2} a second.',
      packets,
      sweep.seconds.toFixed(1),
      rate,
    );
  }
  if (scan === undefined) return t('No sweep of all ports opens it.');
  if (scan.probability === 0)
    return t(
      'No sweep of all ports opens it, and none of {0} scans in random order did.',
      scan.runs.toLocaleString('en'),
    );
  const percent = scan.probability < 0.0001 ? '< 0.01' : (scan.probability * 100).toPrecision(2);
  return t('No sweep of all ports opens it; a scan in random order does in {0} % of runs.', percent);
}

function wrongPorts({ spoofed }: Strength, t: Translate): string {
  const [ban] = spoofed;
  if (ban === undefined) return t('A wrong port costs a scanner nothing, since no trap bans it.');
  const minutes = ban.seconds === null ? '∞' : Math.round(ban.seconds / 60);
  return t('A wrong port bans its sender for {0} min, and a forged packet bans others.', minutes);
}
