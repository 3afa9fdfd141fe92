/// How far an operation on many runs has come, and a way to stop it.
import { Alert, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { bulkQuery, stopBulk } from "../../api/bulk";
import { Dialog } from "../../components/dialog/dialog";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { RefusalList } from "./refusal-list";

export function BulkProgress({ bulk, title, onClose }: { bulk: string; title: string; onClose: () => void }) {
  const { t } = useTranslation(["runs", "parts"]);
  const queries = useQueryClient();
  const { data, error } = useQuery(bulkQuery(bulk));
  const stopping = useMutation({ mutationFn: () => stopBulk(bulk) });
  const ended = data !== undefined && data.state !== "running";
  useEffect(() => {
    if (ended) void queries.invalidateQueries({ queryKey: ["runs"] });
  }, [ended, queries]);
  const seen = data === undefined ? 0 : data.done + data.refused + data.failed;
  return (
    <Dialog onClose={onClose} title={title}>
      {data === undefined ? (
        error ? (
          <ProblemAlert error={error} />
        ) : (
          <PageLoading />
        )
      ) : (
        <Stack gap="sm">
          <Progress
            value={ended ? 100 : (seen / Math.max(1, data.matched)) * 100}
            animated={!ended}
            aria-label={t("bulk.progress")}
          />
          <Text size="sm" role="status">
            {t("bulk.tally", { done: data.done, refused: data.refused + data.failed, total: data.matched })}
          </Text>
          {!ended && (
            <Alert variant="light" color="gray">
              {t("bulk.background")}
            </Alert>
          )}
          {data.state === "cancelled" && <Text size="sm">{t("bulk.stopped")}</Text>}
          <RefusalList refusals={data.refusals} />
          {stopping.error !== null && <ProblemAlert error={stopping.error} />}
          <Group justify="flex-end">
            {!ended && (
              <Button variant="default" loading={stopping.isPending} onClick={() => stopping.mutate()}>
                {t("bulk.stop")}
              </Button>
            )}
            <Button onClick={onClose}>{t("parts:close")}</Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
