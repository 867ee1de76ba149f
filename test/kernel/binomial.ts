/** The probability of at most `k` successes in `n` independent trials. */
export function atMost(k: number, n: number, p: number): number {
  let sum = 0;
  for (let i = 0; i <= Math.min(k, n); i++)
    sum += Math.exp(logChoose(n, i) + i * Math.log(p) + (n - i) * Math.log1p(-p));
  return k < 0 ? 0 : sum;
}

/** Numbers of successes outside of which fewer than `risk` of all series of trials end. */
export function bounds(n: number, p: number, risk: number): readonly [least: number, most: number] {
  let least = 0;
  while (atMost(least, n, p) <= risk / 2) least++;
  let most = n;
  // At least `most` of n succeed just if at most n - most fail.
  while (atMost(n - most, n, 1 - p) <= risk / 2) most--;
  return [least, most];
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
  return sum;
}
