/// Beside the name: which version this began from, and whether there is something that is not stored.
import { Badge, Group } from "@mantine/core";
import { IconPointFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isChanged, useEditorState } from "./use-editor";

export function Status() {
  const { t } = useTranslation("editor");
  const version = useEditorState(({ base }) => base.version);
  const changed = useEditorState(isChanged);
  return (
    <Group gap="xs" role="status">
      <Badge variant="default" tt="none" fw={500}>
        {version === null ? t("newGraph") : t("version", { version })}
      </Badge>
      {changed && (
        <Badge variant="light" tt="none" fw={500} leftSection={<IconPointFilled size={12} />}>
          {t("unsaved")}
        </Badge>
      )}
    </Group>
  );
}
