/// Deeds as a menu: what the state or the role does not allow is there, and says why it cannot be chosen.
import { Button, Menu, Text } from "@mantine/core";
import {
  IconArrowForward,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconDots,
  IconEdit,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconRefresh,
  IconRotateClockwise,
  IconTrash,
  type TablerIcon,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { may } from "../../../api/session";
import { useSession } from "../../../components/permission/use-session";
import { stateAt } from "../board";
import { useBoard, useHead } from "../use-board";
import classes from "./deed-menu.module.css";
import { type Deed, NODE_DEEDS, nodeAllows, RUN_DEEDS, runAllows } from "./deeds";
import { useOperating } from "./use-operating";

const ICONS: Readonly<Record<Deed, TablerIcon>> = {
  cancel: IconBan,
  pause: IconPlayerPause,
  resume: IconPlayerPlay,
  retry: IconRefresh,
  rerun: IconRotateClockwise,
  rerun_from: IconArrowForward,
  edit: IconEdit,
  skip: IconPlayerSkipForward,
  mark_succeeded: IconCircleCheck,
  mark_failed: IconCircleX,
  delete: IconTrash,
};

export function RunDeeds() {
  const { t } = useTranslation("run-operations");
  const why = useRefusal();
  const open = useOperating();
  const first = (["cancel", "retry"] as const).find((deed) => why(deed) === null);
  return (
    <Button.Group>
      {first !== undefined && (
        <Button variant="default" leftSection={<Icon deed={first} />} onClick={() => open({ deed: first })}>
          {t(`kind.${first}`)}
        </Button>
      )}
      <DeedMenu deeds={RUN_DEEDS.filter((deed) => deed !== first)} label={t("menu")} />
    </Button.Group>
  );
}

export function NodeDeeds({ node }: { node: string }) {
  const { t } = useTranslation("run-operations");
  return <DeedMenu deeds={NODE_DEEDS} node={node} label={t("nodeMenu")} />;
}

interface DeedMenuProps {
  deeds: readonly Deed[];
  node?: string;
  label: string;
}

function DeedMenu({ deeds, node, label }: DeedMenuProps) {
  const { t } = useTranslation("run-operations");
  const why = useRefusal(node);
  const open = useOperating();
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Button variant="default" px="xs" aria-label={label}>
          <IconDots size={18} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {deeds.map((deed) => {
          const refusal = why(deed);
          return (
            <Menu.Item
              key={deed}
              leftSection={<Icon deed={deed} />}
              // One that is truly disabled could not be reached by keyboard, nor its reason be read.
              aria-disabled={refusal !== null}
              closeMenuOnClick={refusal === null}
              className={refusal === null ? undefined : classes.refused}
              {...(deed === "delete" && refusal === null && { color: "red" })}
              onClick={() => refusal === null && open(node === undefined ? { deed } : { deed, node })}
            >
              {t(`kind.${deed}`)}
              {refusal !== null && <Text size="xs">{refusal}</Text>}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

function Icon({ deed }: { deed: Deed }) {
  const Shape = ICONS[deed];
  return <Shape size={16} stroke={1.8} aria-hidden />;
}

/** A function that says why a deed cannot be done now; null if it can. */
function useRefusal(node?: string): (deed: Deed) => string | null {
  const { t } = useTranslation(["run-operations", "states"]);
  const board = useBoard();
  const { project } = useHead(board);
  const session = useSession();
  const { state, cancelling } = board.states;
  const place = node === undefined ? undefined : board.places.get(node);
  return (deed) => {
    if (!may(session, "operator", project)) return t("role", { project });
    if (!runAllows(deed, state, cancelling)) {
      return t("notNow", { state: t(`states:${cancelling ? "cancelling" : state}`) });
    }
    const ofNode = NODE_DEEDS.find((each) => each === deed);
    if (ofNode === undefined || place === undefined) return null;
    const at = stateAt(board, place);
    return nodeAllows(ofNode, at, state) ? null : t("notNode", { state: t(`states:${at}`) });
  };
}
