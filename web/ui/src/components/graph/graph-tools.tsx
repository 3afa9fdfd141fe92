/// The tools over a graph: find, zoom and minimap.
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsMaximize, IconMap, IconMinus, IconPlus } from "@tabler/icons-react";
import { type ReactNode, type RefObject, useState } from "react";
import { FindBox } from "./find-box";
import classes from "./graph-view.module.css";
import { Minimap } from "./minimap";
import { useShownDrawing, useStage } from "./stage-context";
import type { Camera } from "./use-camera";

interface Props {
  readonly camera: Camera;
  readonly findInput: RefObject<HTMLInputElement | null>;
  readonly onFound: (id: string) => void;
}

/** Smaller graphs are seen as a whole anyway; the minimap would only stand in the way. */
const MINIMAP_FROM = 60;

export function GraphTools({ camera, findInput, onFound }: Props) {
  const { labels } = useStage();
  const drawing = useShownDrawing();
  const [asked, setAsked] = useState<boolean | null>(null);
  const minimap = asked ?? drawing.shape.nodes.length >= MINIMAP_FROM;
  const goTo = (id: string): void => {
    onFound(id);
    camera.centreOn(id);
  };
  return (
    <>
      <div className={classes.tools}>
        <FindBox input={findInput} onFound={goTo} />
        <ActionIcon.Group>
          <Tool label={labels.zoomOut} onClick={() => camera.zoomBy(0.8)} icon={<IconMinus size={16} />} />
          <Tool label={labels.zoomIn} onClick={() => camera.zoomBy(1.25)} icon={<IconPlus size={16} />} />
          <Tool label={labels.fit} onClick={camera.fit} icon={<IconArrowsMaximize size={16} />} />
          <Tool
            label={labels.minimap}
            onClick={() => setAsked(!minimap)}
            icon={<IconMap size={16} />}
            pressed={minimap}
          />
        </ActionIcon.Group>
      </div>
      {minimap && <Minimap />}
    </>
  );
}

interface ToolProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
  readonly pressed?: boolean;
}

function Tool({ label, icon, onClick, pressed }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="md" aria-label={label} aria-pressed={pressed} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
