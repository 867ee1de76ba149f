import { availableParallelism } from 'node:os';
// Tinypool: the pool of worker threads that Vitest runs on; small, without dependencies.
import { Tinypool } from 'tinypool';
import { type CheckedFile, type CheckJob, checkJob } from './checkJob.ts';

/** Does many jobs and hands each file over as soon as it and all before it are done. */
export async function checkJobs(jobs: readonly CheckJob[], done: (checked: CheckedFile) => void): Promise<void> {
  const threads = Math.min(availableParallelism(), Math.ceil(jobs.length / FEW), MOST_THREADS);
  if (threads < 2) {
    for (const job of jobs) for (const checked of checkJob(job)) done(checked);
    return;
  }
  const pool = new Tinypool({ filename: workerFile(), minThreads: threads, maxThreads: threads });
  try {
    // The standard input belongs to this thread.
    const batches = inBatches(jobs, BATCH).map((batch) =>
      batch.some(({ files }) => files.some(({ path }) => path === '-'))
        ? Promise.resolve().then(() => batch.flatMap(checkJob))
        : (pool.run(batch) as Promise<CheckedFile[]>),
    );
    // Each is waited for in its turn; that a later one fails first must not end the process.
    for (const batch of batches) batch.catch(() => undefined);
    for (const batch of batches) for (const checked of await batch) done(checked);
  } finally {
    await pool.destroy();
  }
}

/** So many jobs are checked sooner by one thread than a second one starts. */
const FEW = 24;
const BATCH = 8;
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
