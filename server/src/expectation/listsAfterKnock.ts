import type { FileAnalysis } from '../analysis/analysis.ts';
import type { Family } from '../firewall/firewall.ts';
import { Interpreter, supposing } from '../firewall/interpret.ts';
import type { ExpectationFault } from './expectation.ts';

/** The lists on which a stranger is after the genuine sequence of the knock that grants the list, and its family. */
export function listsAfterKnock(
  grant: string,
  { knocks, firewall }: Pick<FileAnalysis, 'knocks' | 'firewall'>,
): { readonly lists: readonly string[]; readonly family: Family } | ExpectationFault {
  const knock = knocks.find((one) => one.grant.list === grant);
  if (knock === undefined) return { fault: `No knock of the file grants the list "${grant}".` };
  const { test, family, reason } = knock;
  if (test === undefined) return { fault: `The knock that grants "${grant}" never opens: ${reason}` };
  let suppositions: readonly string[] = [];
  const interpreter = new Interpreter(
    firewall,
    supposing(() => suppositions),
  );
  for (const { packet, after, suppositions: own } of test.knocks) {
    suppositions = own;
    interpreter.wait(after);
    interpreter.send(packet);
  }
  const [first] = test.knocks;
  return { lists: first === undefined ? [] : interpreter.listsOf(first.packet.family, first.packet.source), family };
}
