/// Two runs side by side: what they were given, how their nodes came out, how long they took, what they returned.
import { Box, Button, Switch, Text } from "@mantine/core";
import { IconArrowLeft, IconArrowsExchange } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { planQuery, statesQuery } from "../../api/run-view";
import { Page } from "../../components/page/page";
import classes from "./compare.module.css";
import { NodeResults } from "./node-results";
import { differs, pairsOf } from "./pairs";
import { PairsTable } from "./pairs-table";
import { compareRoute } from "./route";
import { TwoRuns } from "./two-runs";

/** Pixels of a row, and of the table at most. */
const ROW = 37;
const MOST = 460;

export function Compare() {
  const { t } = useTranslation("run-time");
  const { run, other } = compareRoute.useParams();
  const { node, different = false } = compareRoute.useSearch();
  const navigate = useNavigate({ from: compareRoute.fullPath });
  const [one, two] = [useSide(run), useSide(other)];
  const all = useMemo(() => pairsOf(one, two), [one, two]);
  const shown = useMemo(() => (different ? all.filter(differs) : all), [all, different]);
  const names = { one: one.plan.graph, other: two.plan.graph };
  return (
    <Page
      title={names.one === names.other ? t("compare.title", { graph: names.one }) : t("compare.titleTwo", names)}
      actions={<Ways run={run} other={other} />}
    >
      <TwoRuns run={run} other={other} />
      <Box className={classes.line}>
        <Text size="sm">{t("compare.differing", { count: all.filter(differs).length })}</Text>
        <Switch
          size="sm"
          label={t("compare.onlyDifferent")}
          checked={different}
          onChange={({ currentTarget: { checked } }) =>
            void navigate({ search: (before) => ({ ...before, different: checked }), replace: true })
          }
        />
      </Box>
      <Box className={classes.pane} style={{ height: Math.min(MOST, (shown.length + 1) * ROW + 12) }}>
        <PairsTable
          pairs={shown}
          selected={node}
          onOpen={(chosen) => void navigate({ search: (before) => ({ ...before, node: chosen }), resetScroll: false })}
        />
      </Box>
      {node === undefined ? (
        <Text size="sm" c="dimmed">
          {t("compare.choose")}
        </Text>
      ) : (
        <NodeResults run={run} other={other} node={node} />
      )}
    </Page>
  );
}

function useSide(run: string) {
  const { data: plan } = useSuspenseQuery(planQuery(run));
  const { data: states } = useSuspenseQuery(statesQuery(run));
  return useMemo(() => ({ plan, states }), [plan, states]);
}

function Ways({ run, other }: { run: string; other: string }) {
  const { t } = useTranslation("run-time");
  return (
    <Button.Group>
      <Button
        variant="default"
        leftSection={<IconArrowLeft size={16} aria-hidden />}
        renderRoot={(props) => <Link to="/runs/$run" params={{ run }} {...props} />}
      >
        {t("compare.back")}
      </Button>
      <Button
        variant="default"
        leftSection={<IconArrowsExchange size={16} aria-hidden />}
        renderRoot={(props) => (
          <Link to="/runs/$run/compare/$other" params={{ run: other, other: run }} search={true} {...props} />
        )}
      >
        {t("compare.swap")}
      </Button>
    </Button.Group>
  );
}
