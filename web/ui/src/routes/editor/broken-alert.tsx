/// While the text cannot be read, the graph is the last that could; it changes again when the text is mended or given up.
import { Alert, Button, Group, Text } from "@mantine/core";
import { IconCodeDots } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useEditor, useEditorState } from "./use-editor";
import { useShow } from "./use-show";

export function BrokenAlert() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const show = useShow();
  const line = useEditorState(({ broken }) => broken?.problems[0]?.line);
  if (line === undefined) return null;
  return (
    <Alert color="red" icon={<IconCodeDots />} p="xs">
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t("broken.lead", { line })}</Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => show("code")}>
            {t("broken.mend")}
          </Button>
          <Button size="xs" variant="subtle" color="red" onClick={editor.discardText}>
            {t("broken.discard")}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
