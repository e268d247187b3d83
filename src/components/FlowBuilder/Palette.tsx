/** Type to choose: a node type to add, or a node of the flow to go to. */
import { Command } from 'cmdk';
import { useMemo, useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { Dialog, DialogContent, DialogTitle } from '../ui/dialog.tsx';
import { NodeIcon } from './canvas/NodeIcon.tsx';
import { nodeOf } from './document/edit.ts';
import { summaryOf } from './document/summary.ts';
import { outlineOf } from './document/walk.ts';
import { useNames } from './names.ts';
import { search } from './search.ts';
import { useBuilder } from './store.ts';
import { reveal, useView } from './viewState.ts';

const categories = ['speech', 'logic', 'data', 'call', 'canvas'];

const close = () => useView.setState({ palette: null, addPlace: {} });
/** A card was asked for, and gets the focus; what had it before does not get it back. */
let chosen = false;
const choose = (nodeId: string) => {
  chosen = true;
  reveal(nodeId);
};

export function Palette() {
  const { t } = useNames();
  const palette = useView((view) => view.palette);
  return (
    <Dialog open={palette !== null} onOpenChange={(open) => !open && close()}>
      <DialogContent
        className="top-24 max-h-[min(32rem,calc(100dvh-8rem))] translate-y-0"
        aria-describedby={undefined}
        onCloseAutoFocus={(event) => {
          if (chosen) event.preventDefault();
          chosen = false;
        }}
      >
        <DialogTitle className="sr-only">{palette && t(`palette.${palette}.title`)}</DialogTitle>
        {palette === 'add' && <AddList />}
        {palette === 'find' && <FindList />}
      </DialogContent>
    </Dialog>
  );
}

interface ListProps {
  readonly kind: 'add' | 'find';
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Above the options. */
  readonly head?: React.ReactNode;
  readonly children: React.ReactNode;
}

/** What is no option stands outside of the list: in a list box, screen readers look for options only. */
function List({ kind, query, onQuery, head, children }: ListProps) {
  const { t } = useNames();
  return (
    <Command
      label={t(`palette.${kind}.title`)}
      loop
      // Its own search takes letters that stand far apart for a word.
      shouldFilter={false}
      className="flex min-h-0 flex-col"
    >
      <Command.Input
        autoFocus
        value={query}
        onValueChange={onQuery}
        placeholder={t(`palette.${kind}.placeholder`)}
        className="h-12 shrink-0 border-b bg-transparent pr-12 pl-4 outline-none placeholder:text-muted-foreground focus-visible:border-b-2 focus-visible:border-primary"
      />
      {head}
      <Command.Empty className="px-6 pt-6 pb-4 text-center text-muted-foreground">
        {t('palette.nothing')}
      </Command.Empty>
      <Command.List className="min-h-0 flex-1 overflow-y-auto p-1.5">{children}</Command.List>
    </Command>
  );
}

const row =
  'flex min-h-10 cursor-default items-center gap-2.5 rounded-md px-2 py-1.5 data-[selected=true]:bg-muted [&[data-selected=true]]:outline-1 outline-ring -outline-offset-1';
const heading =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted-foreground';

function AddList() {
  const { t, specs, type: typeOf, node: nameOf } = useNames();
  const { t: words } = useTranslation('inspector');
  const { after } = useView((view) => view.addPlace);
  const document = useBuilder((state) => state.document);
  const [query, setQuery] = useState('');
  const source = after && nodeOf(document, after.nodeId);
  const hasStart = document.flow.nodes.some(({ type }) => type === 'start');
  const all = [...specs.values()]
    .filter(({ type }) => !(hasStart && type === 'start'))
    .map((spec) => {
      const about = t(`about.${spec.type}`, { defaultValue: spec.description });
      const text = `${about} ${spec.description}`;
      // What people call it elsewhere.
      const also = words(`also.${spec.type}`, { defaultValue: '' });
      return { spec, about, text, name: typeOf(spec.type), aliases: [also, spec.type, spec.title] };
    });
  const known = new Set(categories);
  const groups = [
    ...categories,
    ...new Set(all.map(({ spec }) => spec.category).filter((one) => !known.has(one))),
  ];
  const add = (type: string) => {
    const { addPlace } = useView.getState();
    close();
    const id = useBuilder.getState().addNode(type, addPlace);
    if (id !== '') choose(id);
  };
  const option = ({ spec, name, about }: (typeof all)[number]) => (
    <Command.Item key={spec.type} value={spec.type} onSelect={() => add(spec.type)} className={row}>
      <NodeIcon spec={spec} />
      <span className="min-w-0">
        <span className="block font-medium">{name}</span>
        <span className="block truncate text-xs text-muted-foreground">{about}</span>
      </span>
    </Command.Item>
  );
  return (
    <List
      kind="add"
      query={query}
      onQuery={setQuery}
      head={
        source && (
          <p className="px-3.5 pt-2.5 text-xs text-muted-foreground">
            {t('palette.add.after', { name: nameOf(source) })}
          </p>
        )
      }
    >
      {query.trim() !== ''
        ? search(query, all).map(option)
        : groups.map((category) => {
            const types = all.filter(({ spec }) => spec.category === category);
            if (types.length === 0) return null;
            return (
              <Command.Group
                key={category}
                heading={t(`categories.${category}`, { defaultValue: category })}
                className={heading}
              >
                {types.map(option)}
              </Command.Group>
            );
          })}
    </List>
  );
}

function FindList() {
  const { specs, node: nameOf, type: typeOf } = useNames();
  const document = useBuilder((state) => state.document);
  const [query, setQuery] = useState('');
  const entries = useMemo(() => {
    const languages = document.config.languages.map(({ language }) => language);
    return outlineOf(document, specs).map(({ node }) => ({
      node,
      name: nameOf(node),
      aliases: [typeOf(node.type)],
      words: summaryOf(node, specs.get(node.type), languages),
      // Everything that is written in it, in every language.
      text: JSON.stringify(node.data),
    }));
  }, [document, specs, nameOf, typeOf]);
  const go = (id: string) => {
    close();
    useBuilder.getState().selectNode(id);
    choose(id);
  };
  return (
    <List kind="find" query={query} onQuery={setQuery}>
      {search(query, entries).map(({ node, name, words }) => (
        <Command.Item key={node.id} value={node.id} onSelect={() => go(node.id)} className={row}>
          <NodeIcon spec={specs.get(node.type)} />
          <span className="min-w-0">
            <span className="block truncate font-medium">{name}</span>
            <span className="block truncate text-xs text-muted-foreground">{words || typeOf(node.type)}</span>
          </span>
        </Command.Item>
      ))}
    </List>
  );
}
