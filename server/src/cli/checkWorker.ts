/** Entry point of a worker thread of `rosfw check`. */
import { setLanguage } from '../language/language.ts';
import type { CheckedFile, CheckJob } from './checkJob.ts';
import { attempted } from './checkJobs.ts';

export default function checkJobs(jobs: readonly CheckJob[]): CheckedFile[] {
  // A thread has its own; all jobs of a run have the same.
  setLanguage(jobs[0]?.language ?? 'en');
  return jobs.flatMap(attempted);
}
