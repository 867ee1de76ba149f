/** The page of a view. It draws what it is told and asks for the rest; it has no model of a firewall of its own. */
import { CompareView } from './compare.ts';
import { ExtensionHost } from './host.ts';
import { KnocksView } from './knocks.ts';
import { TableView } from './table.ts';
import { setTexts } from './texts.ts';
import { TraceView } from './trace.ts';

const root = document.getElementById('view') as HTMLElement;
const host: ExtensionHost = new ExtensionHost((message) => {
  switch (message.type) {
    case 'texts':
      setTexts(message.texts);
      document.documentElement.lang = message.language;
      return;
    case 'show':
      if (message.data.kind === 'knocks') knocks().show(message.data);
      else if (message.data.kind === 'table') table().show(message.data);
      else if (message.data.kind === 'trace') trace().show(message.data);
      else compare().show(message.data);
      return;
    case 'cursor':
      shown?.point?.(message.line);
      return;
  }
});

let shown: { point?(line: number): void } | undefined;
const knocks = once(() => new KnocksView(host, root));
const table = once(() => new TableView(host, root));
const trace = once(() => new TraceView(host, root));
const compare = once(() => new CompareView(host, root));

function once<V extends object>(make: () => V): () => V {
  let made: V | undefined;
  return () => {
    made ??= make();
    shown = made;
    return made;
  };
}
