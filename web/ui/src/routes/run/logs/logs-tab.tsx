/// What the handlers of a run, or of one node, logged and printed.
import { Alert, Box, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LogFilter } from "../../../api/run-logs";
import { keyOf, type LogLine } from "../../../components/log-lines/line";
import { LogLines } from "../../../components/log-lines/log-lines";
import { LogToolbar } from "../../../components/log-lines/log-toolbar";
import { useLogLook } from "../../../components/log-lines/use-log-look";
import { type Sought, useLogSearch } from "../../../components/log-lines/use-log-search";
import { PageLoading } from "../../../components/page/page-loading";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { isGoingOn } from "../board";
import classes from "../run.module.css";
import type { RunSearch } from "../search";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";
import { LogTools } from "./log-tools";
import { useLogLines } from "./use-log-lines";

export function LogsTab() {
  const { t } = useTranslation("run-logs");
  const board = useBoard();
  const [search, change] = useRunSearch();
  const going = isGoingOn(board);
  const filter = useFilter(search);
  const { lines, loading, error, cut } = useLogLines(board.run, filter, going);
  const [following, setFollowing] = useState(going && search.line === undefined);
  const look = useLogLook();
  const sought = { text: search.find ?? "", target: search.line && `${board.run}/${search.line}` };
  const seek = ({ text, target }: Sought) => {
    if (target !== undefined) setFollowing(false);
    change({ find: text || undefined, line: lines.find((line) => keyOf(line) === target)?.id });
  };
  const find = useLogSearch(lines, sought, seek);
  if (error !== null && lines.length === 0) return <ProblemAlert error={error} />;
  const narrowed = Object.values(filter).some((value) => value !== undefined);
  return (
    <Box className={classes.pane}>
      <LogToolbar search={find} look={look} {...(going && { following, onFollowing: setFollowing })}>
        <LogTools filter={filter} count={lines.length} />
      </LogToolbar>
      {cut && <Alert color="yellow">{t("cut")}</Alert>}
      {lines.length === 0 && (loading ? <PageLoading /> : <Text>{t(narrowed ? "noneNarrow" : "none")}</Text>)}
      {lines.length > 0 && (
        <Box className={classes.rest}>
          <LogLines
            lines={lines}
            label={t("caption")}
            wrap={look.wrap}
            times={look.times}
            mark={find.text}
            target={sought.target}
            following={following}
            {...(going && { onFollowing: setFollowing })}
            onPick={({ id }) => {
              setFollowing(false);
              change({ line: id }, true);
            }}
            {...(search.node === undefined && { source: sourceOf })}
          />
        </Box>
      )}
    </Box>
  );
}

/** The node of a line. */
function sourceOf({ node, logger }: LogLine) {
  return <span title={`${node} ${logger}`}>{node}</span>;
}

/** The same object as long as the address asks for the same lines. */
function useFilter({ node, level, attempt }: RunSearch): LogFilter {
  return useMemo(() => {
    const [epoch, number] = (attempt ?? "").split(".").map((text) => (text === "" ? undefined : Number(text)));
    return { node, level, epoch, attempt: number };
  }, [node, level, attempt]);
}
