/// The heads of both runs.
import { Anchor, Code, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { headQuery } from "../../api/run-view";
import { JsonTree } from "../../components/json/json-tree";
import { Moment } from "../../components/moment/moment";
import { Span } from "../../components/moment/span";
import { StateBadge } from "../../components/state/state-badge";

export function TwoRuns({ run, other }: { run: string; other: string }) {
  const { t } = useTranslation("run-time");
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} component="section" aria-label={t("compare.runs")}>
      <Side run={run} title={t("compare.this")} />
      <Side run={other} title={t("compare.other")} />
    </SimpleGrid>
  );
}

function Side({ run, title }: { run: string; title: string }) {
  const { t } = useTranslation("run-time");
  const { data: head } = useSuspenseQuery(headQuery(run));
  return (
    <Paper withBorder p="sm">
      <Stack gap={6}>
        <Text size="sm" component="div">
          <b>{title}</b>{" "}
          <Anchor renderRoot={(props) => <Link to="/runs/$run" params={{ run }} {...props} />}>
            <Code>{run}</Code>
          </Anchor>{" "}
          <StateBadge state={head.state} size="sm" />
        </Text>
        <Text size="sm" component="div">
          {t("compare.created")} <Moment at={head.created} /> · {t("compare.duration")}{" "}
          <Span from={head.created} to={head.finished} /> · {t("compare.version")} {head.version ?? "–"}
        </Text>
        <Text size="sm" fw={600}>
          {t("compare.inputs")}
        </Text>
        <JsonTree value={head.inputs} name={t("compare.inputs")} />
      </Stack>
    </Paper>
  );
}
