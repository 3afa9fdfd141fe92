/// Starts a run of a graph: its inputs as a form, and what else can be said of a run.
import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { graphQuery } from "../../api/graphs";
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
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("title", { graph })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {data === undefined ? (
        error ? (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        ) : (
          <PageLoading />
        )
      ) : (
        <RunForm key={data.version} graph={data} onClose={onClose} />
      )}
    </Modal>
  );
}
