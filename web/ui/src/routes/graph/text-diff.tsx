/// What changed between two versions, line by line.
import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { definitionQuery } from "../../api/graphs";
import { DiffView } from "../../components/diff/diff-view";
import { diffLines } from "../../components/diff/line-diff";
import { EmptyState } from "../../components/page/empty-state";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";

interface TextDiffProps {
  name: string;
  before: number;
  after: number;
}

export function TextDiff({ name, before, after }: TextDiffProps) {
  const { t } = useTranslation("graph");
  const one = useQuery(definitionQuery(name, before, "yaml"));
  const two = useQuery(definitionQuery(name, after, "yaml"));
  const lines = useMemo(() => diffLines(one.data ?? "", two.data ?? ""), [one.data, two.data]);
  const error = one.error ?? two.error;
  if (error) return <ProblemAlert error={error} />;
  if (one.data === undefined || two.data === undefined) return <PageLoading />;
  const [removed, added] = (["removed", "added"] as const).map(
    (kind) => lines.filter((line) => line.kind === kind).length,
  );
  if (removed === 0 && added === 0) return <EmptyState title={t("same")} />;
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t("removed", { count: removed ?? 0 })} · {t("added", { count: added ?? 0 })}
      </Text>
      <DiffView lines={lines} label={t("compared", { before, after })} />
    </Stack>
  );
}
