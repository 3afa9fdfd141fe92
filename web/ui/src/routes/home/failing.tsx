/// The graphs whose runs fail most.
import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { FailingGraph } from "../../api/stats";
import { Moment } from "../../components/moment/moment";
import classes from "./home.module.css";
import { Section } from "./section";

export function Failing({ graphs, since }: { graphs: readonly FailingGraph[]; since: string }) {
  const { t } = useTranslation("home");
  return (
    <Section title={t("failing")}>
      {graphs.length === 0 && <Text c="dimmed">{t("nothingFails")}</Text>}
      {graphs.map(({ graph, failed, runs, last }) => (
        <div key={graph} className={classes.row}>
          <Anchor
            className={classes.grow}
            renderRoot={(props) => <Link to="/runs" search={{ state: ["failed"], graph, since }} {...props} />}
          >
            {graph}
          </Anchor>
          <Text size="sm">{t("failedOf", { failed, count: runs })}</Text>
          <Text size="sm" c="dimmed" visibleFrom="lg">
            <Moment at={last} />
          </Text>
        </div>
      ))}
    </Section>
  );
}
