/** Versions of RouterOS as the router writes them: `7.9.2`, `7.23rc1`, `7.24beta3`. */

/** Below zero where `a` is the older one. A beta or release candidate comes before its release. */
export function compareVersions(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  for (let index = 0; index < left.length; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Major, minor, patch, then stage (beta, candidate, release) and the number of the stage. */
function parts(version: string): readonly number[] {
  const match = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:(alpha|beta|rc)(\d*))?/.exec(version);
  if (match === null) return [0, 0, 0, 0, 0];
  const [, major, minor, patch, stage, number] = match;
  return [
    Number(major),
    Number(minor ?? 0),
    Number(patch ?? 0),
    stage === undefined ? 0 : STAGES.indexOf(stage) - STAGES.length,
    Number(number ?? 0),
  ];
}

const STAGES: readonly string[] = ['alpha', 'beta', 'rc'];
