/// What there is to know of one node, the most pressing first.
import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconChartBar, IconFileText } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { nodeQuery } from "../../../api/run-view";
import { PageLoading } from "../../../components/page/page-loading";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { nodeHasEnded } from "../../../components/state/node-states-order";
import { momentAt, stateAt } from "../board";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";
import { FailureBox } from "./failure-box";
import { NodeAttempts } from "./node-attempts";
import { NodeFacts } from "./node-facts";
import { NodeNeighbours } from "./node-neighbours";
import { NodeValues } from "./node-values";
import { WhyWaiting } from "./why-waiting";

export function NodeBody({ node, place }: { node: string; place: number }) {
  const board = useBoard();
  const moment = momentAt(board, place);
  const state = stateAt(board, place);
  const detail = useQuery({
    ...nodeQuery(board.run, node, moment),
    // How far it is comes without a change of its state.
    refetchInterval: state === "running" ? 3000 : false,
  });
  if (detail.isPending) return <PageLoading />;
  if (detail.data === undefined) return <ProblemAlert error={detail.error} onRetry={() => void detail.refetch()} />;
  const { error, progress } = detail.data;
  return (
    <Stack gap="md">
      {!nodeHasEnded(state) && state !== "running" && <WhyWaiting node={node} place={place} />}
      {error !== null && <FailureBox failure={error} />}
      {progress !== null && state === "running" && (
        <Progressed fraction={progress.fraction} message={progress.message} />
      )}
      <NodeFacts detail={detail.data} />
      <Ways />
      <NodeNeighbours place={place} />
      <NodeAttempts detail={detail.data} />
      <NodeValues node={node} place={place} params={detail.data.params} />
    </Stack>
  );
}

function Progressed({ fraction, message }: { fraction: number | null; message: string }) {
  const { t } = useTranslation("run");
  return (
    <Stack gap={4}>
      <Progress value={(fraction ?? 1) * 100} animated={fraction === null} aria-label={t("panel.progress")} />
      {message !== "" && <Text size="sm">{message}</Text>}
    </Stack>
  );
}

/** From the node to the same node in other tabs. */
function Ways() {
  const { t } = useTranslation("run");
  const [, change] = useRunSearch();
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFileText size={14} aria-hidden />}
        onClick={() => change({ tab: "logs" }, true)}
      >
        {t("panel.logs")}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconChartBar size={14} aria-hidden />}
        onClick={() => change({ tab: "timeline" }, true)}
      >
        {t("panel.timeline")}
      </Button>
    </Group>
  );
}
