import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsMaximize, IconMap, IconMinus, IconPlus } from "@tabler/icons-react";
import type { ReactNode, RefObject } from "react";
import { FindBox } from "./find-box";
import classes from "./graph-view.module.css";
import { useStage } from "./stage-context";
import type { Camera } from "./use-camera";

interface Props {
  readonly camera: Camera;
  readonly findInput: RefObject<HTMLInputElement | null>;
  readonly onFound: (id: string) => void;
  readonly minimap: boolean;
  readonly onMinimap: () => void;
}

/** Find, zoom and minimap. */
export function GraphTools({ camera, findInput, onFound, minimap, onMinimap }: Props) {
  const { labels } = useStage();
  return (
    <div className={classes.tools}>
      <FindBox input={findInput} onFound={onFound} />
      <ActionIcon.Group>
        <Tool label={labels.zoomOut} onClick={() => camera.zoomBy(0.8)} icon={<IconMinus size={16} />} />
        <Tool label={labels.zoomIn} onClick={() => camera.zoomBy(1.25)} icon={<IconPlus size={16} />} />
        <Tool label={labels.fit} onClick={camera.fit} icon={<IconArrowsMaximize size={16} />} />
        <Tool label={labels.minimap} onClick={onMinimap} icon={<IconMap size={16} />} pressed={minimap} />
      </ActionIcon.Group>
    </div>
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
