/// Runs that an operation was not done to, by the reason.
import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Bulk } from "../../api/bulk";

export function RefusalList({ refusals }: { refusals: Bulk["refusals"] }) {
  const { t } = useTranslation("runs");
  if (refusals.length === 0) return null;
  const byReason = Map.groupBy(refusals, ({ reason, run }) => reason.replace(run, "…"));
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("bulk.refusals")}
      </Text>
      <List size="sm" mah={160} style={{ overflowY: "auto" }}>
        {[...byReason].map(([reason, runs]) => (
          <List.Item key={reason}>
            {reason} ({runs.length})
          </List.Item>
        ))}
      </List>
    </div>
  );
}
