import { type Extension, StateEffect } from '@codemirror/state';
import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

/** Says that the server would answer otherwise now, though the text is the same. */
export const askAnew = StateEffect.define<null>();

/**
 * Does something at first and whenever the text has rested for so many milliseconds. `isCurrent` says whether the text is
 * still the one that was there then. Where the server gives up, since the text has changed meanwhile, the next rest asks.
 */
export function whenCalm(
  milliseconds: number,
  action: (view: EditorView, isCurrent: () => boolean) => Promise<void>,
): Extension {
  return ViewPlugin.fromClass(
    class {
      #timer: ReturnType<typeof setTimeout> | undefined;
      #isOpen = true;

      constructor(view: EditorView) {
        this.#later(view, 0);
      }

      update({ docChanged, transactions, view }: ViewUpdate): void {
        const isAsked = transactions.some(({ effects }) => effects.some((effect) => effect.is(askAnew)));
        if (docChanged || isAsked) this.#later(view, milliseconds);
      }

      destroy(): void {
        this.#isOpen = false;
        clearTimeout(this.#timer);
      }

      #later(view: EditorView, wait: number): void {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
          const { doc } = view.state;
          action(view, () => this.#isOpen && view.state.doc === doc).catch((error: unknown) => {
            if (this.#isOpen && view.state.doc === doc) console.warn(error);
          });
        }, wait);
      }
    },
  );
}
