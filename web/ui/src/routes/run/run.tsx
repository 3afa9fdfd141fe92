/// One run: how it stands, and its nodes.
import { Group, Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { runQuery } from "../../api/runs";
import { Moment } from "../../components/moment/moment";
import { Span } from "../../components/moment/span";
import { Page } from "../../components/page/page";
import { StateBadge } from "../../components/state/state-badge";
import { useLiveRun } from "../../live/use-live";
import { NodesTable } from "./nodes-table";
import { runRoute } from "./route";

export function Run() {
  const { t } = useTranslation("run");
  const params = runRoute.useParams();
  const { data: run } = useSuspenseQuery(runQuery(params.run));
  useLiveRun(params.run);
  return (
    <Page title={t("title", { run: run.id })} badge={<StateBadge state={run.state} />}>
      <Group gap="xl">
        <Text>
          {t("graph")}: {run.graph}
        </Text>
        <Text>
          {t("created")}: <Moment at={run.created} />
        </Text>
        <Text>
          {t("duration")}: <Span from={run.created} to={run.finished} />
        </Text>
      </Group>
      <NodesTable nodes={run.nodes} />
    </Page>
  );
}
