/// The ways to look at a run. Each is loaded when it is opened first.
import { Group, Tabs } from "@mantine/core";
import { type ComponentType, lazy, Suspense, useRef } from "react";
import { useTranslation } from "react-i18next";
import { PageLoading } from "../../components/page/page-loading";
import { NodePanel } from "./node/node-panel";
import classes from "./run.module.css";
import { TABS, type Tab } from "./search";
import { useRestHeight } from "./use-rest-height";
import { useRunSearch } from "./use-run-search";

const CONTENTS: Readonly<Record<Tab, ComponentType>> = {
  graph: lazy(() => import("./graph/graph-tab").then(({ GraphTab }) => ({ default: GraphTab }))),
  timeline: lazy(() => import("./timeline/timeline-tab").then(({ TimelineTab }) => ({ default: TimelineTab }))),
  table: lazy(() => import("./table/nodes-table").then(({ NodesTable }) => ({ default: NodesTable }))),
  logs: lazy(() => import("./logs/logs-tab").then(({ LogsTab }) => ({ default: LogsTab }))),
  events: lazy(() => import("./events/events-tab").then(({ EventsTab }) => ({ default: EventsTab }))),
  result: lazy(() => import("./result/result-tab").then(({ ResultTab }) => ({ default: ResultTab }))),
  trace: lazy(() => import("./trace/trace-tab").then(({ TraceTab }) => ({ default: TraceTab }))),
};

export function RunTabs() {
  const { t } = useTranslation("run");
  const [search, change] = useRunSearch();
  const tab = search.tab ?? "graph";
  const Content = CONTENTS[tab];
  const stage = useRef<HTMLDivElement>(null);
  const height = useRestHeight(stage);
  return (
    <Tabs
      value={tab}
      onChange={(next) => change({ tab: next === "graph" ? undefined : (next as Tab) }, true)}
      className={classes.tabs}
    >
      <Tabs.List aria-label={t("tabs")} className={classes.list}>
        {TABS.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {t(`tab.${each}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel ref={stage} value={tab} className={classes.stage} data-tab={tab} style={{ height }}>
        <Group gap="sm" wrap="nowrap" h="100%" align="stretch">
          <div className={classes.content}>
            <Suspense fallback={<PageLoading />}>
              <Content />
            </Suspense>
          </div>
          {search.node !== undefined && <NodePanel node={search.node} />}
        </Group>
      </Tabs.Panel>
    </Tabs>
  );
}
