/// Does one operation to all runs that fit: first a trial that counts them, then the number typed, then its progress.
import { Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type BulkKind, bulkFilterOf, bulkQuery, startBulk } from "../../api/bulk";
import type { RunsFilter } from "../../api/runs";
import { ConfirmDialog } from "../../components/dialog/confirm-dialog";
import { Dialog } from "../../components/dialog/dialog";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { BulkProgress } from "./bulk-progress";
import { RefusalList } from "./refusal-list";

interface MatchingDialogProps {
  kind: BulkKind;
  filter: RunsFilter;
  onClose: () => void;
}

export function MatchingDialog({ kind, filter: given, onClose }: MatchingDialogProps) {
  const { t } = useTranslation(["runs", "parts"]);
  // What was counted is what is done, however the clock goes on.
  const [filter] = useState(() => bulkFilterOf(given));
  const trial = useTrial(kind, filter, t("bulk.trialWhy"));
  const queries = useQueryClient();
  const starting = useMutation({
    mutationFn: (why: string) => startBulk(kind, filter, why, false),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["runs"] }),
  });
  const title = t(`bulk.kinds.${kind}`);
  if (starting.data !== undefined) return <BulkProgress bulk={starting.data.id} title={title} onClose={onClose} />;
  const { counted } = trial;
  if (counted === undefined) {
    return (
      <Dialog onClose={onClose} title={title}>
        {trial.error ? <ProblemAlert error={trial.error} /> : <PageLoading />}
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={title}
      lead={t("bulk.matched", { count: counted.matched, done: counted.done, refused: counted.refused })}
      act={title}
      grave={kind === "delete" || kind === "cancel"}
      word={String(counted.done)}
      ready={counted.done > 0}
      reason="required"
      change={starting}
      onAct={(why) => starting.mutate(why)}
      onClose={onClose}
    >
      {counted.done > 0 && <Text size="sm">{t(`bulk.leads.${kind}`, { count: counted.done })}</Text>}
      <RefusalList refusals={counted.refusals} />
    </ConfirmDialog>
  );
}

/** A trial that changes nothing, and what it counted once it has ended. */
function useTrial(kind: BulkKind, filter: ReturnType<typeof bulkFilterOf>, why: string) {
  const { mutate, data, error } = useMutation({ mutationFn: () => startBulk(kind, filter, why, true) });
  useEffect(() => mutate(), [mutate]);
  const { data: seen, error: lost } = useQuery({ ...bulkQuery(data?.id ?? ""), enabled: data !== undefined });
  return { counted: seen?.state === "running" ? undefined : seen, error: error ?? lost };
}
