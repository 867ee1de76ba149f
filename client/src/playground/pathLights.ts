/** The way of a packet, lit in the text until that changes. */
import { RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { LitStep } from '../views/messages.ts';

const setLights = StateEffect.define<readonly LitStep[]>();

export const pathLights = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, { docChanged, effects, state }) {
    for (const effect of effects) if (effect.is(setLights)) return decorations(state.doc, effect.value);
    return docChanged ? Decoration.none : value;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function light(view: EditorView, steps: readonly LitStep[]): void {
  view.dispatch({ effects: setLights.of(steps) });
}

function decorations(doc: EditorView['state']['doc'], steps: readonly LitStep[]): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  // A rule may be met twice; what came of it last is shown.
  const last = new Map(steps.map((step) => [step.line, step]));
  const inOrder = [...last.values()].sort((one, other) => one.line - other.line);
  for (const { line, kind, note } of inOrder.filter((step) => step.line <= doc.lines)) {
    const { from, to } = doc.line(line);
    builder.add(from, from, Decoration.line({ class: `lit lit-${kind}` }));
    builder.add(to, to, Decoration.widget({ widget: new Note(note), side: 1 }));
  }
  return builder.finish();
}

class Note extends WidgetType {
  readonly #text: string;

  constructor(text: string) {
    super();
    this.#text = text;
  }

  override eq(other: Note): boolean {
    return other.#text === this.#text;
  }

  toDOM(): HTMLElement {
    const note = document.createElement('span');
    note.className = 'lit-note';
    note.textContent = this.#text;
    return note;
  }
}
