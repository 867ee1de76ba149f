import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { allProblems } from '../../server/src/analysis/allProblems.ts';
import { Targets } from '../../server/src/cli/target.ts';
import { select } from '../../server/src/diagnostics/selection.ts';
import type { Assumption } from '../../server/src/execution/assumption.ts';
import { compare } from '../../server/src/features/comparison.ts';
import { isRefusal } from '../../server/src/firewall/firewall.ts';
import { type CompareAnswer, type KnocksAnswer, REPORTS, type TraceAnswer } from '../../server/src/lsp/protocol.ts';
import { parsePacket } from '../../server/src/packet/packet.ts';
import { differs } from '../../server/src/reports/diffReport.ts';
import { prettyKnocks } from '../../server/src/reports/prettyReport.ts';
import { checkEntry, knocksEntry } from '../../server/src/reports/report.ts';
import { trace } from '../../server/src/reports/trace.ts';
import { open, start } from './languageClient.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
const FILES = readdirSync(examples).filter((name) => name.endsWith('.rsc'));
const ASSUMPTIONS: readonly Assumption[] = ['auto', 'nothing', 'defconf'];
const VERSIONS = [undefined, '7.9'] as const;
const CASES = FILES.flatMap((file) =>
  ASSUMPTIONS.flatMap((assume) => VERSIONS.map((version) => [file, assume, version] as const)),
);

/** Commands and editor, asked the same, of one file. */
test.each(CASES)(
  '%s, assuming %s, for %s: no command contradicts another, nor the editor',
  async (file, assume, version) => {
    const text = readFileSync(path.join(examples, file), 'utf8');
    const targets = new Targets({ config: false, assume, ...(version !== undefined && { ros: version }) });
    const analysis = targets.analyse(file, { text, encoding: 'utf-8' });
    const knocks = knocksEntry(file, analysis);
    const { client } = await start({
      capabilities: { workspace: { configuration: true } },
      settings: { assume, version: version ?? 'auto', maxProblems: 10_000 },
    });
    const uri = `file:///site/${file}`;
    await open(client, text, 1, 'routeros', uri);

    // What `check` finds, the editor shows, and what it shows beyond that is no error and no warning.
    const report = await client.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri } });
    const shown = (report as lsp.FullDocumentDiagnosticReport).items.map(
      ({ code, message, range }) => `${range.start.line + 1} ${code}: ${message}`,
    );
    const found = checkEntry(file, analysis, {}).findings.map(
      ({ line, ruleId, message }) => `${line} ${ruleId}: ${message}`,
    );
    expect(shown.filter((one) => found.includes(one)).sort()).toEqual([...found].sort());
    expect(shown).toHaveLength(select(allProblems(analysis), {}).length);

    // The knocks are the same ones, judged alike; a knock is said to fail where `knocks` says so, and nowhere else.
    const answer = (await client.sendRequest(REPORTS.knocks, { uri })) as Exclude<KnocksAnswer, { fault: string }>;
    if (knocks.knocks.length > 0) expect(answer.text).toBe(prettyKnocks(knocks, (_, part) => part));
    expect(answer.views.map(({ verdict }) => verdict)).toEqual(
      knocks.knocks.map(({ verdict }) => verdict ?? 'not decided'),
    );
    const faults = new Set(found.map((one) => one.split(/[ :]/)[1]));
    for (const { verdict } of knocks.knocks) {
      // A dead gate is said once: at the gate.
      if (verdict === 'unreachable')
        expect(['knock-unreachable', 'accept-below-drop', 'unreachable-rule'].some((id) => faults.has(id))).toBe(true);
      if (verdict === 'bypassed') expect(faults).toContain('knock-bypassed');
    }
    if (!knocks.knocks.some(({ verdict }) => verdict === 'unreachable'))
      expect(faults).not.toContain('knock-unreachable');

    // The sequence that opens a knock opens it in `trace`, and in the trace of the editor.
    for (const { opening } of knocks.knocks) {
      if (opening === null || opening.knocks.some(({ suppositions }) => suppositions.length > 0)) continue;
      const packets = [...opening.knocks.map(({ packet }) => packet), opening.service];
      const parsed = packets.map((packet) => {
        const result = parsePacket(packet);
        if ('fault' in result) throw new Error(result.fault);
        return result;
      });
      const [last] = trace(analysis, parsed, { pause: 0.5 }).slice(-1);
      expect(isRefusal(last?.verdict ?? 'drop'), packets.join(', then ')).toBe(false);
      const traced = (await client.sendRequest(REPORTS.trace, { uri, packets })) as Exclude<
        TraceAnswer,
        { fault: string }
      >;
      expect(traced.packets.map(({ verdict, line }) => ({ verdict, line }))).toEqual(
        trace(analysis, parsed, {}).map(({ verdict, line }) => ({ verdict, line })),
      );
    }

    // A file differs in nothing from itself.
    expect(differs(compare({ file, analysis }, { file, analysis: analysis.again(text) }))).toBe(false);
    const compared = (await client.sendRequest(REPORTS.compare, { uri, before: text, name: 'HEAD' })) as CompareAnswer;
    expect(compared).toMatchObject({ diff: { changes: [], knocks: [] } });
    client.dispose();
  },
);
