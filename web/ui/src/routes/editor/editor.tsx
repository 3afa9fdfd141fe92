/// The screen on which a graph is drawn.

import { useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { projectOf, type StoredGraph } from "../../api/definitions";
import { may, sessionQuery } from "../../api/session";
import { emptyDraft, nameOf, nodeOf } from "../../editor/draft";
import { read } from "../../editor/source";
import type { JsonObject } from "../../json/json";
import { Desk } from "./desk";
import { editGraphRoute, newGraphRoute } from "./route";
import type { EditorSearch } from "./search";
import { createEditor } from "./store";
import type { Base } from "./store-state";
import { editorContext } from "./use-editor";

/** A graph that there is not yet. */
export function NewGraph() {
  const search = newGraphRoute.useSearch();
  const { t } = useTranslation("editor");
  const [base] = useState<Base>(() => ({ version: null, draft: emptyDraft(t("newName")) }));
  return <Editor base={base} search={search} />;
}

/** The next version of a graph. */
export function EditGraph() {
  const { name } = editGraphRoute.useParams();
  const search = editGraphRoute.useSearch();
  const data = editGraphRoute.useLoaderData();
  const base = useMemo(() => baseOf(data.graph, data.text), [data]);
  return <Editor key={`${name} ${data.graph.version}`} base={base} search={search} />;
}

function Editor({ base, search }: { base: Base; search: EditorSearch }) {
  const { t } = useTranslation("editor");
  const [editor] = useState(() => createEditor(base));
  const session = useSuspenseQuery(sessionQuery).data;
  const project = projectOf(nameOf(base.draft));
  const allowed = session !== null && may(session, "editor", base.version === null ? undefined : project);
  const readOnly = allowed ? undefined : t("readOnly", { project });
  const context = useMemo(() => ({ editor, readOnly }), [editor, readOnly]);
  const first = useRef(search.node);
  useEffect(() => {
    const node = first.current;
    if (node !== undefined && nodeOf(editor.getState().history.present, node)) editor.lookAt({ node }, "");
  }, [editor]);
  return (
    <editorContext.Provider value={context}>
      <Desk view={search.view ?? "graph"} />
    </editorContext.Provider>
  );
}

/** Where the work begins: with what the text says, which is the definition in the order of its author. */
function baseOf({ version, definition }: StoredGraph, text: string): Base {
  const reading = read(text, "yaml");
  return { version, draft: "draft" in reading ? reading.draft : (definition as JsonObject) };
}
