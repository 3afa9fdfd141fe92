/// What a node waits for: without data as can be chosen, with data as its arguments say.
import { MultiSelect, Pill, Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { setNeeds } from "../../editor/change";
import { waitingFor } from "../../editor/completion";
import { type DraftNode, needsOf, nodesOf, readsOf } from "../../editor/draft";
import { useDraft, useEditor, useIsReadOnly } from "./use-editor";

export function NeedsField({ node, error }: { node: DraftNode; error: string | undefined }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const draft = useDraft();
  const readOnly = useIsReadOnly();
  const needs = needsOf(node);
  const reads = readsOf(node);
  // What waits for this node would close a circle, and is not offered.
  const candidates = useMemo(() => {
    const later = waitingFor(draft, node.id);
    const ids = nodesOf(draft)
      .map(({ id }) => id)
      .filter((id) => id !== node.id && !later.has(id));
    return [...new Set([...ids, ...needsOf(node)])];
  }, [draft, node]);
  return (
    <Stack gap={4}>
      <MultiSelect
        label={t("field.needs")}
        description={t("field.needsHint")}
        searchable
        clearable
        hidePickedOptions
        limit={100}
        nothingFoundMessage={t("field.noNode")}
        readOnly={readOnly}
        error={error}
        data={candidates}
        value={[...needs]}
        onChange={(ids) => editor.change((before) => setNeeds(before, node.id, ids))}
      />
      {reads.length > 0 && (
        <Text size="xs" c="dimmed" component="div">
          {t("field.reads")}{" "}
          {reads.map((id) => (
            <Pill key={id} size="xs" mr={4}>
              {id}
            </Pill>
          ))}
        </Text>
      )}
    </Stack>
  );
}
