import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { type McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server';
import { rulePage } from '../../reports/rulePage.ts';
import { metaOf, REGISTER } from '../../rules/register.ts';

const MARKDOWN = 'text/markdown';

/** Offers the page of each rule, and what we know of RouterOS, with its sources. */
export function addResources(server: McpServer): void {
  const list = () => ({
    resources: REGISTER.map(({ id, summary }) => ({
      uri: `rosfw://rules/${id}`,
      name: id,
      description: summary,
      mimeType: MARKDOWN,
    })),
  });
  server.registerResource(
    'rules',
    new ResourceTemplate('rosfw://rules/{id}', { list }),
    { title: 'Rules', description: 'Why a finding matters and what to do.', mimeType: MARKDOWN },
    async (uri, { id }) => {
      const meta = metaOf(String(id));
      if (meta === undefined) throw new ResourceNotFoundError(uri.href);
      return { contents: [{ uri: uri.href, mimeType: MARKDOWN, text: rulePage(meta) }] };
    },
  );
  const folder = factsFolder();
  const facts = folder === undefined ? [] : readdirSync(folder).filter((name) => /^[a-z]+\.md$/.test(name));
  for (const name of facts.sort()) {
    const text = readFileSync(path.join(folder as string, name), 'utf8');
    const title = /^# (.+)$/m.exec(text)?.[1] ?? name;
    const config = { title, description: `What is known of RouterOS: ${title}.`, mimeType: MARKDOWN };
    server.registerResource(`facts/${name}`, `rosfw://facts/${name}`, config, async (uri) => ({
      contents: [{ uri: uri.href, mimeType: MARKDOWN, text }],
    }));
  }
}

/** The pages lie beside the command line in the package, and above it in a checkout. */
function factsFolder(): string | undefined {
  const [, script = ''] = process.argv;
  const start = path.dirname(realpathSync(script));
  return ['../docs/facts', '../../docs/facts'].map((one) => path.join(start, one)).find((one) => existsSync(one));
}
