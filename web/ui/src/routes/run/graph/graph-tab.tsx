/// The whole planned graph of a run, with the states of its nodes as they change, or as they changed.
import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GraphHandle } from "../../../components/graph/graph-props";
import { GraphView } from "../../../components/graph/graph-view";
import { useGraphLabels } from "../../../components/graph/use-graph-labels";
import { isGoingOn } from "../board";
import { lengthOf } from "../replay/past";
import classes from "../replay/replay.module.css";
import { ReplayBar } from "../replay/replay-bar";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";
import { shapeOf } from "./shape-of";
import { useNodeStates } from "./use-node-states";

export function GraphTab() {
  const { t } = useTranslation(["run-time", "run"]);
  const board = useBoard();
  const [{ node, at }, change] = useRunSearch();
  const graph = useRef<GraphHandle>(null);
  const [moment, setMoment] = useState<number | null>(at ?? null);
  const shape = useMemo(() => shapeOf(board.plan), [board.plan]);
  const states = useNodeStates(board, moment);
  const labels = useGraphLabels(t("run:graphView"), t("run:graphKeyboard"));
  const selection = useMemo(() => new Set(node === undefined ? [] : [node]), [node]);
  return (
    <GraphView
      ref={graph}
      shape={shape}
      states={states}
      labels={labels}
      selection={selection}
      onSelectionChange={(chosen) => {
        const [first] = chosen;
        if (first !== node) change({ node: first }, first !== undefined);
      }}
      onOpen={(id) => change({ node: id }, true)}
      showLineage
    >
      {moment !== null && (
        <ReplayBar
          length={lengthOf(board)}
          moment={moment}
          onMoment={setMoment}
          onRest={(rest) => change({ at: Math.round(rest) })}
          onClose={() => {
            setMoment(null);
            change({ at: undefined });
          }}
        />
      )}
      {moment === null && !isGoingOn(board) && (
        <Button
          className={classes.open}
          size="xs"
          variant="default"
          leftSection={<IconHistory size={15} aria-hidden />}
          onClick={() => setMoment(0)}
        >
          {t("replay.open")}
        </Button>
      )}
    </GraphView>
  );
}
