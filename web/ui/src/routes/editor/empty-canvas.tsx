/// What to do with a graph that has no nodes.
import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./editor.module.css";
import { useIsReadOnly } from "./use-editor";

export function EmptyCanvas() {
  const { t } = useTranslation("editor");
  const readOnly = useIsReadOnly();
  return (
    <Stack className={classes.empty} align="center" justify="center" gap={4}>
      <Text fw={600}>{t("empty.title")}</Text>
      {!readOnly && (
        <Text size="sm" c="dimmed" ta="center">
          {t("empty.lead")}
        </Text>
      )}
    </Stack>
  );
}
