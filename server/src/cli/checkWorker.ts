/** Entry point of a worker thread of `rosfw check`. */
import { type CheckedFile, type CheckJob, checkFile } from './checkFile.ts';

export default function checkFiles(jobs: readonly CheckJob[]): CheckedFile[] {
  return jobs.map(checkFile);
}
