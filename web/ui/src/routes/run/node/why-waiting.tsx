/// Why a node does not run yet, in words.
import { Alert, Box, List, Loader, Text } from "@mantine/core";
import { IconHourglass } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Hindrance, waitingQuery } from "../../../api/run-view";
import { Moment } from "../../../components/moment/moment";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { momentAt, momentOf } from "../board";
import { useBoard } from "../use-board";
import { NodeButton } from "./node-neighbours";

/** Milliseconds between two looks: it asks the workers themselves. */
const LOOK = 5000;

export function WhyWaiting({ node, place }: { node: string; place: number }) {
  const { t } = useTranslation("run");
  const board = useBoard();
  const waiting = useQuery({
    ...waitingQuery(board.run, node, `${momentAt(board, place)}.${momentOf(board)}`),
    refetchInterval: LOOK,
  });
  return (
    <Alert
      color="indigo"
      variant="light"
      icon={<IconHourglass aria-hidden />}
      title={t("waiting.title")}
      p="xs"
      aria-live="polite"
    >
      {waiting.data !== undefined && (
        <Hindrances hindrances={waiting.data.hindrances} deadline={waiting.data.deadline} />
      )}
      {waiting.data === undefined && waiting.isPending && <Loader size="xs" />}
      {waiting.data === undefined && waiting.isError && (
        <ProblemAlert error={waiting.error} onRetry={() => void waiting.refetch()} />
      )}
    </Alert>
  );
}

function Hindrances({ hindrances, deadline }: { hindrances: readonly Hindrance[]; deadline: string | null }) {
  const { t } = useTranslation("run");
  if (hindrances.length === 0) return <Text size="sm">{t("waiting.nothing")}</Text>;
  return (
    <Box fz="sm">
      <List size="sm" spacing={4}>
        {hindrances.map((each) => (
          <List.Item key={`${each.kind} ${each.message}`}>
            <Said hindrance={each} />
          </List.Item>
        ))}
      </List>
      {deadline !== null && (
        <Text size="sm" mt={6}>
          {t("waiting.deadline")} <Moment at={deadline} />
        </Text>
      )}
    </Box>
  );
}

function Said({ hindrance }: { hindrance: Hindrance }) {
  const { t } = useTranslation("run");
  const { places } = useBoard();
  const { kind, queue, workers, rate, until } = hindrance;
  const facts = { count: hindrance.count ?? 0, queue: queue ?? "", workers: workers.join(", "), rate: rate ?? "" };
  return (
    <>
      {t(`waiting.${kind}`, facts)}{" "}
      {hindrance.nodes.map(({ node }) => {
        const place = places.get(node);
        return place === undefined ? node : <NodeButton key={node} place={place} />;
      })}
      {until !== null && (
        <>
          ({t("waiting.until")} <Moment at={until} />)
        </>
      )}
    </>
  );
}
