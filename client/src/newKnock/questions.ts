/** What the wizard asks about a new knock, one thing after the other. */
import * as vscode from 'vscode';
import type { NewKnockParams } from '../../../server/src/lsp/protocol.ts';

export type Wishes = Omit<NewKnockParams, 'uri'>;

export type Question = Choice | Text;

/** One of several; what is wished already is offered first. */
export interface Choice {
  readonly title: string;
  readonly options: readonly Option[];
}

export interface Option {
  readonly label: string;
  readonly description: string;
  readonly wishes: Partial<Wishes>;
}

/** Something to write. */
export interface Text {
  readonly title: string;
  readonly prompt: string;
  readonly value: (wishes: Wishes) => string;
  readonly wishes: (text: string) => Partial<Wishes>;
}

export function questions(): readonly Question[] {
  return [steps(), protocols(), opens(), grant(), trap(), family(), wan()];
}

function steps(): Choice {
  const described: Readonly<Record<number, string>> = {
    2: vscode.l10n.t('weak without a trap: a sweep finds two ports soon'),
    3: vscode.l10n.t('usual'),
    4: vscode.l10n.t('a good measure'),
    5: vscode.l10n.t('hard to remember: for clients that knock automatically'),
    6: vscode.l10n.t('the same, and slower to open'),
  };
  return {
    title: vscode.l10n.t('How many packets open it?'),
    options: Object.entries(described).map(([count, description]) => ({
      label: count,
      description,
      wishes: { steps: Number(count) },
    })),
  };
}

function protocols(): Choice {
  return {
    title: vscode.l10n.t('Which protocols do they have?'),
    options: [
      { label: 'TCP', description: vscode.l10n.t('every client can send them'), wishes: { protocols: ['tcp'] } },
      {
        label: 'UDP',
        description: vscode.l10n.t('a scan does not see what became of it; some networks drop it'),
        wishes: { protocols: ['udp'] },
      },
      {
        label: vscode.l10n.t('TCP and UDP in turn'),
        description: vscode.l10n.t('a scan of one protocol never opens it'),
        wishes: { protocols: ['tcp', 'udp'] },
      },
    ],
  };
}

function opens(): Text {
  return {
    title: vscode.l10n.t('What does it open?'),
    prompt: vscode.l10n.t('Names or ports with commas, such as ssh,winbox,udp:51820.'),
    value: (wishes) => wishes.opens.join(','),
    wishes: (text) => ({ opens: text.split(/[\s,]+/).filter((one) => one !== '') }),
  };
}

function grant(): Choice {
  return {
    title: vscode.l10n.t('For how long?'),
    options: (
      [
        ['5m', vscode.l10n.t('for one session; it goes on when the time is over')],
        ['15m', vscode.l10n.t('for some work')],
        ['30m', vscode.l10n.t('usual')],
        ['1h', vscode.l10n.t('the address stays let in while you do something else')],
      ] as const
    ).map(([label, description]) => ({ label, description, wishes: { grant: label } })),
  };
}

function trap(): Choice {
  return {
    title: vscode.l10n.t('Is there a trap that bans who tries other ports?'),
    options: [
      {
        label: vscode.l10n.t('Yes'),
        description: vscode.l10n.t('stops scanners at their first wrong port'),
        wishes: { trap: true },
      },
      {
        label: vscode.l10n.t('No'),
        description: vscode.l10n.t('nobody can get you banned, but a scanner may try all ports'),
        wishes: { trap: false },
      },
    ],
  };
}

function family(): Choice {
  return {
    title: vscode.l10n.t('Which addresses?'),
    options: [
      { label: 'IPv4', description: vscode.l10n.t('rules of /ip firewall alone'), wishes: { ipv6: false } },
      {
        label: vscode.l10n.t('IPv4 and IPv6'),
        description: vscode.l10n.t('the same rules in /ipv6 firewall, too'),
        wishes: { ipv6: true },
      },
    ],
  };
}

function wan(): Text {
  return {
    title: vscode.l10n.t('Which interface list is the Internet?'),
    prompt: vscode.l10n.t('The list that holds the interfaces towards the Internet; the knock counts only there.'),
    value: (wishes) => wishes.wan,
    wishes: (text) => ({ wan: text.trim() }),
  };
}
