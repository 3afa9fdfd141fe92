/// The names of groups and the buttons that fold them.
import { useStore, ViewportPortal } from "@xyflow/react";
import { groupBox, groupsIn } from "../../graph/culling";
import { visibleBox } from "../../graph/geometry";
import classes from "./graph-view.module.css";
import { useShownDrawing, useStage } from "./stage-context";

interface Props {
  /** Missing where groups cannot be folded. */
  readonly onFold: ((group: string) => void) | null;
}

/** The names of the groups on the screen and the buttons that fold them; the frames themselves are on the canvas. */
export function GroupFrames({ onFold }: Props) {
  const { labels } = useStage();
  const drawing = useShownDrawing();
  const ids = [...drawing.index.groupNumbers.keys()];
  const names = new Map(drawing.shape.groups?.map((group) => [group.id, group.label]));
  const shown = useStore(({ transform: [x, y, zoom], width, height }) =>
    groupsIn(drawing, visibleBox({ x, y, zoom }, { width, height }, 200)).join(" "),
  );
  const groups = shown === "" ? [] : shown.split(" ").map(Number);
  return (
    <ViewportPortal>
      {groups.map((group) => {
        const id = ids[group] ?? "";
        const name = names.get(id) ?? id;
        const box = groupBox(drawing, group);
        return (
          <div
            key={id}
            className={classes.groupHeader}
            style={{ transform: `translate(${box.x}px, ${box.y}px)`, width: box.width }}
          >
            <span className={classes.groupName}>{name}</span>
            {onFold && (
              <button
                type="button"
                className={`${classes.foldButton} nodrag nopan`}
                aria-label={labels.fold(name)}
                title={labels.fold(name)}
                onClick={() => onFold(id)}
              >
                –
              </button>
            )}
          </div>
        );
      })}
    </ViewportPortal>
  );
}
