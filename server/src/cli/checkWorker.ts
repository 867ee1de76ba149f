/** Entry point of a worker thread of `rosfw check`. */
import type { CheckedFile, CheckJob } from './checkJob.ts';
import { attempted } from './checkJobs.ts';

export default function checkJobs(jobs: readonly CheckJob[]): CheckedFile[] {
  return jobs.flatMap(attempted);
}
