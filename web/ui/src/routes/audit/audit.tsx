/// What people did, and tried to do: newest first, with the proof that nothing was changed afterwards.
import { Button, Group, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { auditExport, auditQuery } from "../../api/audit";
import { EmptyState } from "../../components/page/empty-state";
import { Page } from "../../components/page/page";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { MoreButton } from "../../components/table/more-button";
import { AuditFilters } from "./audit-filters";
import { AuditTable } from "./audit-table";
import { auditRoute } from "./route";
import { Verdict } from "./verdict";

export function Audit() {
  const { t } = useTranslation("audit");
  const search = auditRoute.useSearch();
  const entries = useInfiniteQuery(auditQuery(search));
  const items = entries.data?.pages.flatMap((page) => page.items) ?? [];
  const save = (
    <Button
      component="a"
      href={auditExport(search)}
      download
      variant="default"
      leftSection={<IconDownload size={16} />}
    >
      {t("export")}
    </Button>
  );
  return (
    <Page title={t("title")} actions={save}>
      <Verdict />
      <AuditFilters entries={items} />
      {entries.isPending && <PageLoading />}
      {entries.data === undefined && entries.error && (
        <ProblemAlert error={entries.error} onRetry={() => void entries.refetch()} />
      )}
      {entries.data !== undefined && items.length === 0 && <EmptyState title={t("empty")} />}
      {items.length > 0 && (
        <>
          <AuditTable entries={items} />
          <Group justify="space-between">
            <Text size="sm" c="dimmed" role="status">
              {t(entries.hasNextPage ? "shownAndMore" : "shown", { count: items.length })}
            </Text>
            <MoreButton list={entries} />
          </Group>
        </>
      )}
    </Page>
  );
}
