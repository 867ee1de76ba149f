/** Entry point of a worker thread of `rosfw check`. */
import { type CheckedFile, type CheckJob, checkJob } from './checkJob.ts';

export default function checkJobs(jobs: readonly CheckJob[]): CheckedFile[] {
  return jobs.flatMap(checkJob);
}
