/// How each state looks, everywhere: its shape and its colour.
import {
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClockPause,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForward,
  type IconProps,
  IconRefresh,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { NodeState, RunState } from "../../api/runs";

export type State = NodeState | RunState;

export interface Look {
  icon: ComponentType<IconProps>;
  /** A colour of the theme. */
  color: string;
}

export const looks: Readonly<Record<State, Look>> = {
  pending: { icon: IconCircleDashed, color: "gray" },
  running: { icon: IconPlayerPlayFilled, color: "blue" },
  waiting: { icon: IconClockPause, color: "indigo" },
  retrying: { icon: IconRefresh, color: "orange" },
  paused: { icon: IconPlayerPauseFilled, color: "yellow" },
  succeeded: { icon: IconCircleCheck, color: "green" },
  failed: { icon: IconCircleX, color: "red" },
  skipped: { icon: IconPlayerSkipForward, color: "gray" },
  cancelled: { icon: IconBan, color: "grape" },
};
