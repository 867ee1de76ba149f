/** What the shell learns; documented in the README and in `--help`, never changed. */
export const EXIT = { clean: 0, findings: 1, error: 2 } as const;
