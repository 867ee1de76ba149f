import { expect, test } from 'vitest';
import { type ExposureAnswer, REPORTS, type WhyNotAnswer } from '../../server/src/lsp/protocol.ts';
import { open, start } from './languageClient.ts';

const URI = 'file:///site/edge.rsc';
const SCRIPT = `/ip firewall filter
add action=accept chain=input dst-port=8291 in-interface=ether1 protocol=tcp
add action=drop chain=input in-interface=ether1
/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1
`;

async function asked<A>(method: string, params: object): Promise<A> {
  const { client } = await start({});
  await open(client, SCRIPT, 1, 'routeros', URI);
  return client.sendRequest(method, { uri: URI, ...params });
}

test('the grid of a script', async () => {
  const answer = await asked<ExposureAnswer>(REPORTS.exposure, {});
  if ('fault' in answer) throw new Error(answer.fault);
  const open = answer.exposure.cells.filter(({ from, state }) => from === 'internet' && state === 'open');
  expect(open.map(({ to, by, packets }) => [to, by?.line, packets])).toEqual([
    ['router tcp 8291', 2, ['tcp 198.51.100.7:40000 -> :8291 in=ether1']],
  ]);
});

test('what would open a closed cell, as edits', async () => {
  const params = { from: 'internet', to: 'router tcp 22', family: 'ipv4' };
  expect(await asked<WhyNotAnswer>(REPORTS.whyNot, params)).toEqual({
    reason: 'Refused by line 3.',
    commands: ['/ip/firewall/filter add action=accept chain=input dst-port=22 in-interface=ether1 protocol=tcp'],
    edits: [
      {
        uri: URI,
        range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
        newText: 'add action=accept chain=input dst-port=22 in-interface=ether1 protocol=tcp\n',
      },
    ],
    packet: 'tcp 198.51.100.7:40000 -> :22 in=ether1',
  });
});

test('of a device all its files count, and places are in the file that has them', async () => {
  const services = 'file:///site/nat.rsc';
  const project = '{ "devices": { "edge": { "files": ["nat.rsc", "edge.rsc"] } } }';
  const [nat, filter] = [
    SCRIPT.slice(SCRIPT.indexOf('/ip firewall nat')),
    SCRIPT.slice(0, SCRIPT.indexOf('/ip firewall nat')),
  ];
  const { client } = await start({
    files: { 'file:///site/rosfw.json': project, [services]: nat, [URI]: filter },
    listsScripts: true,
  });
  await open(client, nat, 1, 'routeros', services);
  const answer = await client.sendRequest<ExposureAnswer>(REPORTS.exposure, { uri: services });
  if ('fault' in answer) throw new Error(answer.fault);
  const [cell] = answer.exposure.cells.filter(({ to, from }) => from === 'internet' && to === 'router tcp 8291');
  expect(cell?.by).toMatchObject({ line: 2, file: expect.stringContaining('edge.rsc') });
  expect(answer.uris[cell?.by?.file ?? '']).toBe(URI);
  const params = { uri: services, from: 'internet', to: 'router tcp 22', family: 'ipv4' };
  const why = await client.sendRequest<WhyNotAnswer>(REPORTS.whyNot, params);
  expect(why).toMatchObject({ edits: [{ uri: URI, range: { start: { line: 2, character: 0 } } }] });
});

test.each([
  [{ uri: 'file:///elsewhere.rsc' }, 'This RouterOS script is not open. Open it first.'],
  [{ from: 'x', to: 'y', family: 'ipv4' }, 'The firewall has changed, and this cell is gone.'],
])('a question that cannot be answered says so: %j', async (params, fault) => {
  expect(await asked<WhyNotAnswer>(REPORTS.whyNot, params)).toEqual({ fault });
});
