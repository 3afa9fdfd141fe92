/// What is chosen, as a form: one node, several, or the graph itself.
import { ScrollArea, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { nodeOf } from "../../editor/draft";
import classes from "./editor.module.css";
import { GraphForm } from "./graph-form";
import { ManyForm } from "./many-form";
import { NodeForm } from "./node-form";
import { useDraft, useEditorState } from "./use-editor";

export function Inspector() {
  const { t } = useTranslation("editor");
  const draft = useDraft();
  const selection = useEditorState((state) => state.selection);
  const [first] = selection;
  const node = selection.size === 1 && first !== undefined ? nodeOf(draft, first) : undefined;
  return (
    <ScrollArea className={classes.inspector} type="auto" offsetScrollbars>
      <Stack component="section" aria-label={t("inspector")} gap="md">
        {node !== undefined ? (
          <NodeForm key={node.id} node={node} />
        ) : selection.size > 1 ? (
          <ManyForm />
        ) : (
          <GraphForm />
        )}
      </Stack>
    </ScrollArea>
  );
}
