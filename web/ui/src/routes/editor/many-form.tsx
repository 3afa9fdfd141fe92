/// Several nodes at once.

import { Button, Group, Text, Title } from "@mantine/core";
import { IconCopy, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { setField } from "../../editor/change";
import type { Json } from "../../json/json";
import { DurationField } from "./duration-field";
import { QueueField } from "./queue-field";
import { duplicate } from "./use-clipboard";
import { useEditor, useEditorState, useIsReadOnly } from "./use-editor";

export function ManyForm() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const readOnly = useIsReadOnly();
  const selection = useEditorState((state) => state.selection);
  const setAll = (field: string) => (value: Json | undefined) =>
    editor.change(
      (draft) => [...selection].reduce((left, id) => setField(left, id, field, value), draft),
      `all ${field}`,
    );
  return (
    <>
      <Title order={2} size="h5">
        {t("nodes", { count: selection.size })}
      </Title>
      {!readOnly && (
        <>
          <Group gap="xs">
            <Button variant="default" leftSection={<IconCopy size={16} />} onClick={() => duplicate(editor)}>
              {t("duplicate")}
            </Button>
            <Button
              variant="light"
              color="red"
              leftSection={<IconTrash size={16} />}
              onClick={() => editor.remove([...selection])}
            >
              {t("delete")}
            </Button>
          </Group>
          <Text size="sm" c="dimmed">
            {t("many.lead")}
          </Text>
          <QueueField value={undefined} onChange={setAll("queue")} />
          <DurationField label={t("field.timeout")} value={undefined} onChange={setAll("timeout")} />
        </>
      )}
    </>
  );
}
