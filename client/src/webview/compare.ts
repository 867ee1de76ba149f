import type { ChangeEntry, KnockChangeEntry, RenameEntry, RuleEntry } from '../../../server/src/reports/jsonOutput.ts';
import type { ViewData } from '../views/messages.ts';
import { button, h } from './dom.ts';
import type { Host } from './host.ts';
import { lineText, type Reveal } from './linePlace.ts';
import { sessionStages } from './session.ts';
import { t } from './texts.ts';
import { packetLine, viewFoot, viewHead } from './viewFrame.ts';

/** What a change of the script lets in and keeps out, each with a packet; beside it, whether one's own session survives. */
export class CompareView {
  readonly #host: Host;
  readonly #root: HTMLElement;
  /** What the script is called in places, where its router has several files. */
  #file: string | undefined;

  constructor(host: Host, root: HTMLElement) {
    this.#host = host;
    this.#root = root;
  }

  show({ script, name, answer }: Extract<ViewData, { kind: 'compare' }>): void {
    const { diff, expectations, session, importStop, file } = answer;
    this.#file = file;
    const count = diff.changes.length + diff.knocks.length;
    const reveal: Reveal = (line, at) => this.#host.send({ type: 'reveal', line, file: at });
    const stages =
      session === null
        ? [
            h('h2', {}, t('Your own session')),
            h(
              'p',
              {},
              t(
                'Name it in the setting routerosFirewall.session, such as "tcp 192.168.88.10 -> :22 in=ether2", to see here whether it survives the file line by line.',
              ),
            ),
          ]
        : sessionStages(
            session.stages,
            t('Your session {0}, while the file is applied from the top down', session.packet),
            reveal,
          );
    this.#root.replaceChildren(
      viewHead(script, importStop, reveal),
      h(
        'p',
        { role: 'status' },
        count === 0
          ? t('No effective change since {0}.', name)
          : count === 1
            ? t('One change since {0}.', name)
            : t('{0} changes since {1}.', count, name),
      ),
      ...(diff.renames.length > 0 ? [h('ul', { class: 'renames' }, ...diff.renames.map(renamed))] : []),
      ...diff.changes.map((change, index) => this.#change(change, expectations[index] ?? [], reveal)),
      ...diff.knocks.map((change) => this.#knock(change)),
      ...(diff.undecided.length > 0
        ? [h('h2', {}, t('Undecided')), h('ul', {}, ...diff.undecided.map(({ text }) => h('li', {}, text)))]
        : []),
      ...(diff.unknown.length > 0
        ? [h('h2', {}, t('Not compared')), h('ul', {}, ...diff.unknown.map((text) => h('li', {}, text)))]
        : []),
      ...stages,
      viewFoot(this.#host),
    );
  }

  #change(change: ChangeEntry, expectations: readonly string[], reveal: Reveal): HTMLElement {
    const { kind, doubtful, family, hook, packets, before, after, list, witness } = change;
    const heads = {
      'let-in': t('newly let in'),
      'sent-elsewhere': t('sent to another destination'),
      'sent-as-other': t('sent on from another address'),
      'kept-out': t('newly kept out'),
      listed: t('newly put on the list'),
      'listed-for': t('for another time on the list'),
      'not-listed': t('no longer put on the list'),
    };
    const conditions = [
      witness.lists.length === 0 ? '' : t('from a source on {0}', witness.lists.join(', ')),
      witness.suppositions.length === 0 ? '' : t('with {0}', witness.suppositions.join(', ')),
    ].filter((text) => text !== '');
    const trace = (): void => this.#host.send({ type: 'trace', packets: [witness.packet], lists: witness.lists });
    const save = (): void =>
      this.#host.send({
        type: 'expect',
        expectations,
        line: after?.file === this.#file ? (after?.line ?? null) : null,
      });
    return h(
      'section',
      { class: `change ${kind}` },
      h(
        'h2',
        {},
        `${doubtful ? t('perhaps ') : ''}${heads[kind]}${list === null ? '' : ` ${list.name}`}`,
        h('small', {}, ` ${family} ${hook}`),
      ),
      h(
        'ul',
        { class: 'packets' },
        ...packets.map((text) => h('li', {}, h('code', {}, text === '' ? t('all packets') : text))),
      ),
      h(
        'p',
        {},
        t('Before: {0}. Now: ', ruleText(before)),
        after?.line == null
          ? ruleText(after)
          : button(ruleText(after), () => reveal(after.line as number, after.file), { class: 'line' }),
      ),
      packetLine(
        [witness.packet, ...conditions].join(', '),
        button(t('Trace'), trace),
        expectations.length === 0
          ? undefined
          : button(t('Save as expectation'), save, { title: expectations[0] ?? '' }),
      ),
    );
  }

  #knock({ kind, list, opening }: KnockChangeEntry): HTMLElement {
    const now = kind === 'opens-now';
    const packets = [...opening.knocks.map(({ packet }) => packet), opening.service];
    return h(
      'section',
      { class: `change ${now ? 'let-in' : 'kept-out'}` },
      h('h2', {}, now ? t('a knock newly opens') : t('a knock no longer opens'), h('small', {}, ` ${list}`)),
      h('ol', {}, ...packets.map((packet) => h('li', {}, h('code', {}, packet)))),
      h(
        'p',
        {},
        button(t('Trace'), () => this.#host.send({ type: 'trace', packets, lists: [] })),
      ),
    );
  }
}

/** Names that only became others, which changes nothing for any packet. */
function renamed({ kind, from, to }: RenameEntry): HTMLElement {
  const kinds = {
    'address-list': t('address list'),
    chain: t('chain'),
    'interface-list': t('interface list'),
    'layer7-protocol': t('layer-7 entry'),
    mark: t('mark'),
  };
  return h('li', {}, t('Renamed: {0} {1} → {2}', kinds[kind], from, to));
}

function ruleText(rule: RuleEntry | null): string {
  if (rule === null) return t('the end of the chain');
  const { action, line, defaultRule, chain, file } = rule;
  if (line === null) return `${action}, ${defaultRule ?? chain}`;
  return file === undefined ? t('{0}, line {1}', action, line) : `${action}, ${lineText(rule)}`;
}
