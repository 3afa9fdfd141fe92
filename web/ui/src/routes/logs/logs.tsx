/// What handlers said in all runs: searched, narrowed, followed, and from each line on to its run.
import { Button, Group, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, type LogLine } from "../../components/log-lines/line";
import { LogLines } from "../../components/log-lines/log-lines";
import { LogToolbar } from "../../components/log-lines/log-toolbar";
import { useLogLook } from "../../components/log-lines/use-log-look";
import { NOTHING_SOUGHT, useLogSearch } from "../../components/log-lines/use-log-search";
import { EmptyState } from "../../components/page/empty-state";
import { Page } from "../../components/page/page";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { LogFilters } from "./log-filters";
import { logsRoute } from "./route";
import { isNarrowed, type LogsSearch, logsSearchOf } from "./search";
import { sourceOf } from "./source";
import { type Explored, useExplored } from "./use-explored";

export function Logs() {
  // With the texts of the lines, so that the screen is not taken away again when the first of them come.
  const { t } = useTranslation(["logs", "log-lines"]);
  const search = logsRoute.useSearch();
  const explored = useExplored(search);
  const again = (
    <Button
      variant="default"
      leftSection={<IconRefresh size={16} />}
      loading={explored.searching}
      onClick={explored.refresh}
    >
      {t("refresh")}
    </Button>
  );
  return (
    <Page title={t("title")} actions={again}>
      <LogFilters lines={explored.lines} />
      {explored.error && <ProblemAlert error={explored.error} onRetry={explored.refresh} />}
      {explored.pending ? <PageLoading /> : <Found explored={explored} search={search} />}
    </Page>
  );
}

function Found({ explored, search }: { explored: Explored; search: LogsSearch }) {
  const { t } = useTranslation("logs");
  const { lines, hasMore, searching, more } = explored;
  const navigate = useNavigate();
  const look = useLogLook();
  const [sought, seek] = useState(NOTHING_SOUGHT);
  const find = useLogSearch(lines, sought, seek);
  const change = (next: Partial<Record<keyof LogsSearch, unknown>>) =>
    void navigate({ to: "/logs", search: logsSearchOf({ ...search, ...next }), replace: true });
  const pick = (line: LogLine) => change({ line: keyOf(line) });
  const live = search.live === true;
  return (
    <>
      <LogToolbar
        search={find}
        look={look}
        {...(search.until === undefined && { following: live, onFollowing: (on: boolean) => change({ live: on }) })}
      >
        <Text size="sm" c="dimmed" role="status">
          {t(hasMore ? "shownAndMore" : "shown", { count: lines.length })}
        </Text>
      </LogToolbar>
      {lines.length === 0 && !searching ? (
        <Nothing narrowed={isNarrowed(search)} />
      ) : (
        <LogLines
          lines={lines}
          label={t("caption")}
          height="max(320px, calc(100dvh - 300px))"
          wrap={look.wrap}
          times={look.times}
          mark={find.text || search.text || ""}
          target={sought.target ?? search.line}
          following={live}
          newest="start"
          onPick={pick}
          onEnd={more}
          source={sourceOf}
        />
      )}
      {hasMore && (
        <Group justify="center">
          <Button variant="subtle" loading={searching} onClick={more}>
            {t("more")}
          </Button>
        </Group>
      )}
    </>
  );
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  const { t } = useTranslation("logs");
  if (narrowed) return <EmptyState title={t("empty.narrow")} lead={t("empty.narrowLead")} />;
  return <EmptyState title={t("empty.title")} lead={t("empty.lead")} command="aurora run FILE" />;
}
