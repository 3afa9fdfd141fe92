/// What the handlers of a run, or of one node, logged and printed.
import { Alert, Box, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LogFilter } from "../../../api/run-logs";
import { PageLoading } from "../../../components/page/page-loading";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { isGoingOn } from "../board";
import classes from "../run.module.css";
import type { RunSearch } from "../search";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";
import { plain } from "./ansi";
import { LogLines } from "./log-lines";
import { LogTools, type Shown } from "./log-tools";
import { useLogLines } from "./use-log-lines";

export function LogsTab() {
  const { t } = useTranslation("run-logs");
  const board = useBoard();
  const [search, change] = useRunSearch();
  const going = isGoingOn(board);
  const filter = useFilter(search);
  const { lines, loading, error, cut } = useLogLines(board.run, filter, going);
  const [follow, setFollow] = useState(going && search.line === undefined);
  const [shown, setShown] = useState<Shown>({ times: true, wrap: true });
  const wanted = search.find ?? "";
  const hits = useMemo(() => {
    if (wanted === "") return [];
    const needle = wanted.toLowerCase();
    return lines.flatMap(({ text }, row) => (plain(text).toLowerCase().includes(needle) ? [row] : []));
  }, [lines, wanted]);
  const chosen = search.line === undefined ? -1 : lines.findIndex(({ id }) => id === search.line);
  const step = (by: 1 | -1) => {
    const at = hits.findIndex((row) => row >= chosen);
    const here = hits[at] === chosen ? at : by > 0 ? at - 1 : at;
    const next = hits[(here + by + hits.length) % hits.length];
    setFollow(false);
    if (next !== undefined) change({ line: lines[next]?.id });
  };
  if (error !== null && lines.length === 0) return <ProblemAlert error={error} />;
  const narrowed = Object.values(filter).some((value) => value !== undefined);
  return (
    <Box className={classes.pane}>
      <LogTools
        filter={filter}
        count={lines.length}
        hits={hits.length}
        at={hits.indexOf(chosen)}
        onStep={step}
        follow={follow}
        onFollow={going ? setFollow : undefined}
        shown={shown}
        onShown={setShown}
      />
      {cut && <Alert color="yellow">{t("cut")}</Alert>}
      {lines.length === 0 && (loading ? <PageLoading /> : <Text>{t(narrowed ? "noneNarrow" : "none")}</Text>)}
      {lines.length > 0 && (
        <LogLines
          lines={lines}
          wanted={wanted}
          chosen={chosen}
          follow={follow}
          onFollow={setFollow}
          times={shown.times}
          wrap={shown.wrap}
          node={search.node === undefined}
          onChoose={({ id }) => {
            setFollow(false);
            change({ line: id }, true);
          }}
        />
      )}
    </Box>
  );
}

/** The same object as long as the address asks for the same lines. */
function useFilter({ node, level, attempt }: RunSearch): LogFilter {
  return useMemo(() => {
    const [epoch, number] = (attempt ?? "").split(".").map((text) => (text === "" ? undefined : Number(text)));
    return { node, level, epoch, attempt: number };
  }, [node, level, attempt]);
}
