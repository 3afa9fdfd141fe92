/// The runs that go on now.
import { Anchor, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type RunSummary, runsQuery } from "../../api/runs";
import { Span } from "../../components/moment/span";
import { StateBadge } from "../../components/state/state-badge";
import classes from "./home.module.css";
import { Section } from "./section";

/** So many are shown; the list has the others. */
const SHOWN = 8;

export function RunningNow() {
  const { t } = useTranslation("home");
  const { data } = useInfiniteQuery(runsQuery({ state: ["running"] }, SHOWN));
  // A run that ends stays in the page of the cache until the list is asked anew.
  const runs = (data?.pages[0]?.items ?? []).filter(({ state }) => state === "running");
  const all = (
    <Anchor size="sm" renderRoot={(props) => <Link to="/runs" search={{ state: ["running"] }} {...props} />}>
      {t("all")}
    </Anchor>
  );
  return (
    <Section title={t("runningNow")} aside={all}>
      {runs.length === 0 ? (
        <Text c="dimmed">{t("nothingRuns")}</Text>
      ) : (
        runs.map((run) => <Row key={run.id} run={run} />)
      )}
    </Section>
  );
}

function Row({ run }: { run: RunSummary }) {
  return (
    <div className={classes.row}>
      <StateBadge state={run.state} size="sm" />
      <Anchor
        className={classes.grow}
        title={run.id}
        renderRoot={(props) => <Link to="/runs/$run" params={{ run: run.id }} {...props} />}
      >
        {run.graph}
      </Anchor>
      <Text size="sm" c="dimmed">
        <Span from={run.created} to={run.finished} />
      </Text>
    </div>
  );
}
