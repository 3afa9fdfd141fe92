/// Starts a run of a graph: its inputs as a form, and what else can be said of a run.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { graphQuery, planQuery } from "../../api/graphs";
import { submit } from "../../api/submissions";
import { Dialog } from "../dialog/dialog";
import { PageLoading } from "../page/page-loading";
import { ProblemAlert } from "../problem/problem-alert";
import { RunForm } from "./run-form";

interface RunDialogProps {
  graph: string;
  /** Without one the newest. */
  version?: number | undefined;
  onClose: () => void;
}

/** Shown while it is rendered. */
export function RunDialog({ graph, version, onClose }: RunDialogProps) {
  const { t } = useTranslation("run-dialog");
  const { data, error, refetch } = useQuery(graphQuery(graph, version));
  return (
    <Dialog onClose={onClose} size="lg" title={t("title", { graph })}>
      {data === undefined ? (
        error ? (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        ) : (
          <PageLoading />
        )
      ) : (
        <RunForm
          key={data.version}
          graph={data}
          plan={planQuery(graph, data.version)}
          start={(order) => submit({ graph, version: data.version, ...order })}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
