import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { workspaceSymbols } from '../../server/src/features/workspaceSymbols.ts';

const FILE = `
/ip firewall filter
add chain=input action=jump jump-target=Knocking comment="to the knock"
add chain=Knocking action=add-src-to-address-list address-list=safe protocol=tcp dst-port=41873
/interface list add name=WAN
/ip firewall layer7-protocol add name=pass regexp=x
:global greet do={ :local inner 1 }
/system script add name=backup source=":put 1"
`;

function found(query: string): string[] {
  return workspaceSymbols(analyse(FILE), query).map(({ kind, name, container }) => `${kind} ${name} (${container})`);
}

test('lists, chains, functions, scripts and rules', () => {
  expect(found('')).toEqual([
    'rule to the knock (/ip firewall filter)',
    'rule add to safe Knocking tcp 41873 (/ip firewall filter)',
    'chain Knocking (/ip/firewall/filter)',
    'address-list safe (ip)',
    'interface-list WAN ()',
    'layer7-protocol pass ()',
    'function greet (global)',
    'script backup (/ip firewall filter)',
  ]);
});

test('are found by their letters', () => {
  expect(found('kng')).toEqual([
    'rule add to safe Knocking tcp 41873 (/ip firewall filter)',
    'chain Knocking (/ip/firewall/filter)',
  ]);
  expect(found('nowhere')).toEqual([]);
});
