/// One run: how it stands, ways to look at it, and the node that is looked at beside them.
import { Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../components/page/page";
import { StateBadge } from "../../components/state/state-badge";
import { CompareMenu } from "./header/compare-menu";
import { CountsBar } from "./header/counts-bar";
import { RunError } from "./header/run-error";
import { RunFacts } from "./header/run-facts";
import { ShareButton } from "./header/share-button";
import { RunDeeds } from "./operation/deed-menu";
import { OperationDialog } from "./operation/operation-dialog";
import { type Intent, OperatingContext } from "./operation/use-operating";
import { runRoute } from "./route";
import { RunTabs } from "./run-tabs";
import { BoardContext, useBoard, useBoardOf } from "./use-board";

export function Run() {
  const { run } = runRoute.useParams();
  const board = useBoardOf(run);
  const [intent, setIntent] = useState<Intent | null>(null);
  return (
    <BoardContext value={board}>
      <OperatingContext value={setIntent}>
        <Screen key={run} />
        {intent !== null && <OperationDialog intent={intent} onClose={() => setIntent(null)} />}
      </OperatingContext>
    </BoardContext>
  );
}

function Screen() {
  const { plan } = useBoard();
  return (
    <Page title={plan.graph} badge={<Badges />} actions={<Actions />}>
      <Stack gap="sm">
        <RunFacts />
        <RunError />
        <CountsBar />
      </Stack>
      <RunTabs />
    </Page>
  );
}

function Badges() {
  const { t } = useTranslation(["run", "states"]);
  const { plan, states } = useBoard();
  return (
    <Group gap="xs">
      {plan.version !== null && (
        <Text size="sm" c="dimmed">
          {t("version", { version: plan.version })}
        </Text>
      )}
      <StateBadge state={states.state} size="lg" />
      {states.cancelling && <Text size="sm">{t("states:cancelling")}</Text>}
    </Group>
  );
}

function Actions() {
  return (
    <Group gap="xs">
      <ShareButton />
      <CompareMenu />
      <RunDeeds />
    </Group>
  );
}
