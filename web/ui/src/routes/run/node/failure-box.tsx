/// Why a node or a try failed, with the traceback folded.
import { Alert, Code, Spoiler, Text } from "@mantine/core";
import { IconCircleX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Failure } from "../../../api/runs";
import classes from "./node-panel.module.css";

export function FailureBox({ failure }: { failure: Failure }) {
  const { t } = useTranslation("run");
  return (
    <Alert color="red" variant="light" icon={<IconCircleX aria-hidden />} title={failure.type || failure.reason} p="xs">
      <Spoiler maxHeight={110} showLabel="…" hideLabel="…">
        <Text size="sm" style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>
          {failure.message}
        </Text>
      </Spoiler>
      {failure.traceback && (
        <details>
          <summary>
            <Text span size="sm">
              {t("panel.traceback")}
            </Text>
          </summary>
          <Code block className={classes.trace} tabIndex={0}>
            {failure.traceback}
          </Code>
        </details>
      )}
    </Alert>
  );
}
