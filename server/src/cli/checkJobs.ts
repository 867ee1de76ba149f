import { availableParallelism } from 'node:os';
// Tinypool: the pool of worker threads that Vitest runs on; small, without dependencies.
import { Tinypool } from 'tinypool';
import { type CheckedFile, type CheckJob, checkJob } from './checkJob.ts';

/**
 * Does many jobs and hands each file over as soon as it and all before it are done. A job that fails, even with its
 * thread, costs its files a message and the others nothing. `wanted` is how many threads the user wants.
 */
export async function checkJobs(
  jobs: readonly CheckJob[],
  done: (checked: CheckedFile) => void,
  wanted?: number,
): Promise<void> {
  const threads = wanted ?? Math.min(availableParallelism(), Math.ceil(jobs.length / FEW), MOST_THREADS);
  if (threads < 2) {
    for (const job of jobs) for (const checked of attempted(job)) done(checked);
    return;
  }
  const pool = new Tinypool({ filename: workerFile(), minThreads: threads, maxThreads: threads });
  try {
    // The standard input belongs to this thread.
    const begin = (batch: readonly CheckJob[]): Promise<CheckedFile[]> =>
      batch.some(({ files }) => files.some(({ path }) => path === '-'))
        ? Promise.resolve().then(() => batch.flatMap(attempted))
        : onThread(pool, batch);
    for await (const batch of inOrder(inBatches(jobs, BATCH), begin, threads * AHEAD))
      for (const checked of batch) done(checked);
  } finally {
    await pool.destroy();
  }
}

/** The results in the order of the batches. Only so many are at work or waiting, since results fill the memory. */
async function* inOrder<T, R>(batches: readonly T[], begin: (batch: T) => Promise<R>, most: number): AsyncIterable<R> {
  const begun: Promise<R>[] = batches.slice(0, most).map(begin);
  for (let next = begun.length; begun.length > 0; next++) {
    const result = await begun.shift();
    if (next < batches.length) begun.push(begin(batches[next] as T));
    yield result as R;
  }
}

/** Each job by itself where its thread has died of one of them. */
async function onThread(pool: Tinypool, batch: readonly CheckJob[]): Promise<CheckedFile[]> {
  try {
    return (await pool.run(batch)) as CheckedFile[];
  } catch (error) {
    const [only, ...others] = batch as [CheckJob, ...CheckJob[]];
    if (others.length === 0) return failed(only, error);
    const checked: CheckedFile[] = [];
    for (const job of batch) checked.push(...(await onThread(pool, [job])));
    return checked;
  }
}

/** What nobody has caught is our fault, and that of one job. */
export function attempted(job: CheckJob): CheckedFile[] {
  try {
    return checkJob(job);
  } catch (error) {
    return failed(job, error);
  }
}

function failed({ files }: CheckJob, error: unknown): CheckedFile[] {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `it could not be checked, which is our fault; please report it: ${reason}`;
  return files.flatMap(({ file, wanted }) =>
    wanted ? [{ entry: { file, wholeBy: null, findings: [] }, faults: [{ file, message }] }] : [],
  );
}

/** So many jobs are checked sooner by one thread than a second one starts. */
const FEW = 24;
const BATCH = 8;
/** Batches for each thread that are begun before the first of them is taken: a slow file holds up no thread meanwhile. */
const AHEAD = 16;
const MOST_THREADS = 8;

declare const ROSFW_BUNDLED: boolean;

function workerFile(): string {
  const bundled = typeof ROSFW_BUNDLED !== 'undefined' && ROSFW_BUNDLED;
  return new URL(bundled ? './cli.worker.mjs' : './checkWorker.ts', import.meta.url).href;
}

function inBatches<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
