import process from 'node:process';

/** A ratio that must hold on any machine, an aim that this machine meets or not, or a figure that is only told. */
export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly most?: number;
  readonly least?: number;
  /** What we want; a slow machine that misses it fails nothing. */
  readonly aim?: number;
  /** The measurement was stopped here: it is this much or more. */
  readonly orMore?: boolean;
}

/** Prints the figures; a gate that is missed fails the command. */
export function judge(figures: readonly Figure[]): void {
  const rows = figures.map((figure) => {
    const { what, measured, most, least, aim, orMore } = figure;
    const wanted =
      most !== undefined ? `<= ${most}` : least !== undefined ? `>= ${least}` : aim !== undefined ? `aim ${aim}` : '';
    const verdict =
      aim !== undefined
        ? measured <= aim
          ? 'met'
          : 'not met'
        : wanted === ''
          ? ''
          : isMissed(figure)
            ? 'MISSED'
            : 'ok';
    return [what, `${orMore ? '>' : ''}${measured.toFixed(Math.abs(measured) < 10 ? 2 : 1)}`, wanted, verdict];
  });
  console.log('');
  printTable([['figure', 'measured', 'wanted', ''], ...rows]);
  if (figures.some(isMissed)) process.exitCode = 1;
}

function isMissed({ measured, most = Number.POSITIVE_INFINITY, least = 0 }: Figure): boolean {
  return measured > most || measured < least;
}

/** The first column to the left, numbers to the right. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] as number) : cell.padStart(widths[column] as number),
    );
    console.log(cells.join('   ').trimEnd());
  }
}

/** The value below which so large a part of the times lies. */
export function quantile(times: readonly number[], part: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] as number;
}

export function median(times: readonly number[]): number {
  return quantile(times, 0.5);
}
