/// Runs that an operation was not done to, by the reason.
import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Bulk } from "../../api/bulk";
import { useCodeText } from "../../components/problem/use-problem-text";

export function RefusalList({ refusals }: { refusals: Bulk["refusals"] }) {
  const { t } = useTranslation("runs");
  const codeText = useCodeText();
  if (refusals.length === 0) return null;
  const byReason = counted(refusals.map(({ code, reason, run }) => codeText(code) ?? reason.replace(run, "…")));
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("bulk.refusals")}
      </Text>
      <List size="sm" mah={160} style={{ overflowY: "auto" }}>
        {[...byReason].map(([reason, count]) => (
          <List.Item key={reason}>
            {reason} ({count})
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function counted(reasons: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}
