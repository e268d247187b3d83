/** What is open in the builder besides the document: menus, dialogs, a name being written. Never saved, never undone. */
import { create } from 'zustand';
import type { Point } from './document/edit.ts';
import type { AddAfter } from './document/place.ts';

export interface AddPlace {
  readonly after?: AddAfter;
  readonly at?: Point;
}

export interface ViewState {
  /** `add`: node types; `find`: the flow's nodes. */
  readonly palette: 'add' | 'find' | null;
  readonly addPlace: AddPlace;
  readonly renaming: string | null;
  readonly help: boolean;
  readonly problemsOpen: boolean;
  /** The flow's variables beside the canvas while no node is selected. */
  readonly variables: boolean;
  /** A node that shall be brought into view and get the keyboard's focus. */
  readonly reveal: { readonly nodeId: string; readonly focus: boolean } | null;
}

export const useView = create<ViewState>(() => ({
  palette: null,
  addPlace: {},
  renaming: null,
  help: false,
  problemsOpen: false,
  variables: false,
  reveal: null,
}));

export const openAdd = (addPlace: AddPlace) => useView.setState({ palette: 'add', addPlace });
export const openFind = () => useView.setState({ palette: 'find' });
export const rename = (renaming: string | null) => useView.setState({ renaming });
export const reveal = (nodeId: string, focus = true) => useView.setState({ reveal: { nodeId, focus } });
