/// Order among the nodes of the drawing: lay out, align, group.
import { ActionIcon, Group, Menu, Tooltip } from "@mantine/core";
import {
  IconBoxMultiple,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconRouteAltLeft,
  IconSquaresDiagonal,
} from "@tabler/icons-react";
import type { ComponentType, RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { GraphHandle } from "../../components/graph/graph-props";
import { grouped, ungrouped } from "../../editor/arrangement";
import { type Alignment, align, distribute } from "../../graph/arranging";
import type { Box, Point } from "../../graph/shape";
import { USUAL_CARD } from "../../graph/shape";
import classes from "./editor.module.css";
import { useEditor, useEditorState } from "./use-editor";

const ALIGNMENTS: readonly [Alignment, ComponentType<{ size: number }>][] = [
  ["left", IconLayoutAlignLeft],
  ["centre", IconLayoutAlignCenter],
  ["right", IconLayoutAlignRight],
  ["top", IconLayoutAlignTop],
  ["middle", IconLayoutAlignMiddle],
];

export function ArrangeBar({ view }: { view: RefObject<GraphHandle | null> }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const count = useEditorState(({ selection }) => selection.size);
  const layOut = () => {
    const { groups } = editor.getState().arrangement;
    editor.arrange({ positions: new Map(), groups });
    view.current?.layOutAgain();
    // The layout is there with the next frame; only then is there something to fit to.
    requestAnimationFrame(() => view.current?.fit());
  };
  const move = (arrangeBoxes: (boxes: ReadonlyMap<string, Box>) => ReadonlyMap<string, Point>) => {
    const { selection } = editor.getState();
    const places = [...(view.current?.positions() ?? [])].filter(([id]) => selection.has(id));
    editor.place(arrangeBoxes(new Map(places.map(([id, at]) => [id, { ...at, ...USUAL_CARD }]))));
  };
  return (
    <Group gap={4} className={classes.arrange} role="toolbar" aria-label={t("arrange.bar")}>
      <Tooltip label={t("arrange.layOut")}>
        <ActionIcon variant="default" size="lg" aria-label={t("arrange.layOut")} onClick={layOut}>
          <IconRouteAltLeft size={18} />
        </ActionIcon>
      </Tooltip>
      {count > 1 && <AlignMenu move={move} />}
      {count > 0 && <GroupMenu />}
    </Group>
  );
}

type Move = (arrangeBoxes: (boxes: ReadonlyMap<string, Box>) => ReadonlyMap<string, Point>) => void;

function AlignMenu({ move }: { move: Move }) {
  const { t } = useTranslation("editor");
  return (
    <Menu withinPortal>
      <Menu.Target>
        <Tooltip label={t("arrange.align")}>
          <ActionIcon variant="default" size="lg" aria-label={t("arrange.align")}>
            <IconLayoutAlignLeft size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {ALIGNMENTS.map(([how, Icon]) => (
          <Menu.Item key={how} leftSection={<Icon size={16} />} onClick={() => move((boxes) => align(boxes, how))}>
            {t(`arrange.${how as "left"}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLayoutDistributeHorizontal size={16} />}
          onClick={() => move((boxes) => distribute(boxes, "x"))}
        >
          {t("arrange.row")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLayoutDistributeVertical size={16} />}
          onClick={() => move((boxes) => distribute(boxes, "y"))}
        >
          {t("arrange.column")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function GroupMenu() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const groups = useEditorState(({ arrangement }) => arrangement.groups);
  const selection = useEditorState((state) => state.selection);
  const isGrouped = [...groups.values()].some(({ members }) => members.some((id) => selection.has(id)));
  const group = () => {
    const { arrangement } = editor.getState();
    let number = 1;
    while (arrangement.groups.has(String(number))) number += 1;
    editor.arrange(grouped(arrangement, String(number), t("arrange.groupName", { number }), [...selection]));
  };
  const label = t(isGrouped ? "arrange.ungroup" : "arrange.group");
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={label}
        onClick={isGrouped ? () => editor.arrange(ungrouped(editor.getState().arrangement, selection)) : group}
      >
        {isGrouped ? <IconSquaresDiagonal size={18} /> : <IconBoxMultiple size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
