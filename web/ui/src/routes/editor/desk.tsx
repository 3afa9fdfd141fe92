/// The editor's room: the palette, the graph in one of its views, the inspector, and what is wrong below.

import { Alert, Tabs } from "@mantine/core";
import { IconBinaryTree2, IconCode, IconListDetails, IconLock, IconTable } from "@tabler/icons-react";
import { type ComponentType, lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../components/page/page";
import { PageLoading } from "../../components/page/page-loading";
import { patiently } from "../../components/page/patiently";
import { nameOf } from "../../editor/draft";
import { BrokenAlert } from "./broken-alert";
import { Canvas } from "./canvas";
import classes from "./editor.module.css";
import { Inspector } from "./inspector";
import { LeaveGuard } from "./leave-guard";
import { Palette } from "./palette";
import { PlanView } from "./plan-view";
import { ProblemsPanel } from "./problems-panel";
import { VIEWS, type View } from "./search";
import { Status } from "./status";
import { TableView } from "./table-view";
import { Toolbar } from "./toolbar";
import { useDraft, useIsReadOnly, useReason } from "./use-editor";
import { ProblemsProvider } from "./use-problems";
import { useShortcuts } from "./use-shortcuts";
import { useShow } from "./use-show";

const CodeView = lazy(() => patiently(() => import("./code-view")));

const ICONS: Readonly<Record<View, ComponentType<{ size: number }>>> = {
  graph: IconBinaryTree2,
  table: IconTable,
  code: IconCode,
  plan: IconListDetails,
};

export function Desk({ view }: { view: View }) {
  return (
    <ProblemsProvider>
      <Room view={view} />
    </ProblemsProvider>
  );
}

function Room({ view }: { view: View }) {
  const { t } = useTranslation("editor");
  const name = nameOf(useDraft());
  const reason = useReason();
  const readOnly = useIsReadOnly();
  useShortcuts(view);
  return (
    <Page title={name || t("unnamed")} badge={<Status />} actions={<Toolbar />}>
      <div className={classes.room}>
        {reason !== undefined && (
          <Alert color="gray" icon={<IconLock />} p="xs">
            {reason}
          </Alert>
        )}
        {view !== "code" && <BrokenAlert />}
        <div className={classes.desk} data-palette={(!readOnly && view === "graph") || undefined}>
          {!readOnly && view === "graph" && <Palette />}
          <Views view={view} />
          <Inspector />
        </div>
        <ProblemsPanel />
      </div>
      <LeaveGuard />
    </Page>
  );
}

function Views({ view }: { view: View }) {
  const { t } = useTranslation("editor");
  const show = useShow();
  return (
    <Tabs
      value={view}
      onChange={(next) => show(VIEWS.find((each) => each === next) ?? "graph")}
      keepMounted={false}
      className={classes.views}
    >
      <Tabs.List aria-label={t("views")}>
        {VIEWS.map((each) => {
          const Icon = ICONS[each];
          return (
            <Tabs.Tab key={each} value={each} leftSection={<Icon size={16} />}>
              {t(`view.${each}`)}
            </Tabs.Tab>
          );
        })}
      </Tabs.List>
      <Tabs.Panel value="graph" className={classes.panel}>
        <Canvas />
      </Tabs.Panel>
      <Tabs.Panel value="table" className={classes.panel}>
        <TableView />
      </Tabs.Panel>
      <Tabs.Panel value="code" className={classes.panel}>
        <Suspense fallback={<PageLoading />}>
          <CodeView />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="plan" className={classes.panel}>
        <PlanView />
      </Tabs.Panel>
    </Tabs>
  );
}
