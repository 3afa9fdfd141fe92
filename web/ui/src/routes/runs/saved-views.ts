/// Views of the list of runs that somebody gave a name, kept in this browser; shared by their address.
import { create } from "zustand";
import { type RunsSearch, searchOf } from "./search";

export interface SavedView {
  name: string;
  search: RunsSearch;
}

interface SavedViews {
  views: readonly SavedView[];
  /** Keep a view; one of the same name is replaced. */
  save: (view: SavedView) => void;
  remove: (name: string) => void;
}

const KEPT = "aurora-runs-views";

export const useSavedViews = create<SavedViews>()((set, get) => {
  const put = (views: readonly SavedView[]) => {
    localStorage.setItem(KEPT, JSON.stringify(views));
    set({ views });
  };
  return {
    views: keptViews(),
    save: (view) => put([...get().views.filter(({ name }) => name !== view.name), view]),
    remove: (name) => put(get().views.filter((view) => view.name !== name)),
  };
});

/** What is kept, as far as it makes sense. */
export function keptViews(): SavedView[] {
  const text = localStorage.getItem(KEPT);
  if (text === null) return [];
  return (JSON.parse(text) as SavedView[]).map(({ name, search }) => ({ name, search: searchOf({ ...search }) }));
}

/** True if two views show the same. */
export function isSameView(one: RunsSearch, two: RunsSearch): boolean {
  return written(one) === written(two);
}

function written(search: RunsSearch): string {
  return JSON.stringify(Object.entries(search).sort(([one], [two]) => (one < two ? -1 : 1)));
}
