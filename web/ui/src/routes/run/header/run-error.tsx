/// Why a run failed, and the way to the node at which it did.
import { Alert, Anchor, Text } from "@mantine/core";
import { IconCircleX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useBoard, useHead } from "../use-board";
import { useRunSearch } from "../use-run-search";

export function RunError() {
  const { t } = useTranslation("run");
  const { error } = useHead(useBoard());
  const [, change] = useRunSearch();
  if (error === null) return null;
  const { node } = error;
  return (
    <Alert color="red" variant="light" icon={<IconCircleX aria-hidden />} p="xs">
      <Text size="sm" lineClamp={3} style={{ overflowWrap: "anywhere" }}>
        {node !== null && (
          <Anchor component="button" type="button" inherit fw={600} onClick={() => change({ node }, true)}>
            {t("failedAt", { node })}
          </Anchor>
        )}{" "}
        {error.type !== "" && <b>{error.type}:</b>} {error.message}
      </Text>
    </Alert>
  );
}
