/// Going from one view of the graph to another, within its address.
import { useNavigate } from "@tanstack/react-router";
import { type EditorSearch, searchOf, type View } from "./search";

/** Shows a view. */
export function useShow(): (view: View) => void {
  const navigate = useNavigate();
  return (view) => {
    const search = (before: Record<string, unknown>): EditorSearch => searchOf({ ...before, view });
    void navigate({ to: ".", search, replace: true });
  };
}
