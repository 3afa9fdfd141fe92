/// The nodes as rows, for graphs that are too large to be drawn by hand: needs are typed.
import { Autocomplete, Button, Group, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconAlertCircleFilled, IconAlertTriangleFilled, IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { catalogueQuery } from "../../api/definitions";
import { setField, setNeeds } from "../../editor/change";
import { type DraftNode, handlerOf, needsOf, nodeOf, nodesOf, paramsOf, readsOf } from "../../editor/draft";
import classes from "./editor.module.css";
import { useDraft, useEditor, useEditorState, useIsReadOnly } from "./use-editor";
import { useWorst } from "./use-problems";

/** Pixels of a row. */
const ROW = 40;
const COLUMNS = ["id", "handler", "needs", "reads", "arguments"] as const;

export function TableView() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const readOnly = useIsReadOnly();
  const nodes = nodesOf(useDraft());
  const [wanted, setWanted] = useState("");
  const found = useMemo(() => search(nodes, wanted), [nodes, wanted]);
  const add = () => {
    setWanted("");
    editor.add("");
    editor.lookAt({ node: [...editor.getState().selection].join() }, "");
  };
  return (
    <div className={classes.table}>
      <Group p="xs" justify="space-between">
        <TextInput
          aria-label={t("table.search")}
          placeholder={t("table.search")}
          leftSection={<IconSearch size={16} />}
          value={wanted}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
        />
        <Group gap="sm">
          <Text size="sm" c="dimmed" role="status">
            {t("nodes", { count: found.length })}
          </Text>
          {!readOnly && (
            <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={add}>
              {t("table.add")}
            </Button>
          )}
        </Group>
      </Group>
      <Rows nodes={found} />
    </div>
  );
}

function Rows({ nodes }: { nodes: readonly DraftNode[] }) {
  const { t } = useTranslation("editor");
  const scroller = useRef<HTMLDivElement>(null);
  const focus = useEditorState((state) => state.focus);
  const rows = useVirtualizer({
    count: nodes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    getItemKey: (at) => nodes[at]?.id ?? at,
  });
  const focused = nodes.findIndex(({ id }) => id === focus?.spot.node);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scroll once for each time that something is looked for
  useEffect(() => {
    if (focused >= 0) rows.scrollToIndex(focused, { align: "center" });
  }, [focus]);
  return (
    <div ref={scroller} className={classes.rows}>
      <table aria-label={t("table.title")} aria-rowcount={nodes.length + 1} className={classes.grid}>
        <thead>
          <tr className={classes.rowHead} aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th key={column}>{t(`table.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const node = nodes[index];
            return node === undefined ? null : <Row key={key} node={node} index={index} start={start} />;
          })}
        </tbody>
      </table>
    </div>
  );
}

function Row({ node, index, start }: { node: DraftNode; index: number; start: number }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const readOnly = useIsReadOnly();
  const selected = useEditorState(({ selection }) => selection.has(node.id));
  const handlers = useQuery(catalogueQuery).data;
  const names = useMemo(() => (handlers ?? []).map(({ name }) => name), [handlers]);
  const count = Object.keys(paramsOf(node)).length;
  const rename = (id: string) => {
    if (id !== "" && nodeOf(editor.getState().history.present, id) === undefined) editor.rename(node.id, id);
  };
  return (
    <tr
      aria-rowindex={index + 2}
      className={classes.row}
      data-selected={selected || undefined}
      style={{ transform: `translateY(${start}px)`, height: ROW }}
      onFocus={() => editor.select([node.id])}
    >
      <td className={classes.idCell}>
        <Mark id={node.id} />
        <Cell label={t("table.id")} text={node.id} readOnly={readOnly} onTake={rename} />
      </td>
      <td>
        <HandlerCell node={node} names={names} />
      </td>
      <td>
        <Cell
          label={t("table.needsOf", { id: node.id })}
          text={needsOf(node).join(", ")}
          readOnly={readOnly}
          onTake={(text) => editor.change((draft) => setNeeds(draft, node.id, idsIn(text)))}
        />
      </td>
      <td>
        <Text size="sm" c="dimmed" truncate title={readsOf(node).join(", ")}>
          {readsOf(node).join(", ")}
        </Text>
      </td>
      <td>
        <UnstyledButton fz="sm" td="underline" onClick={() => editor.lookAt({ node: node.id, field: "with" }, "")}>
          {t("table.count", { count })}
        </UnstyledButton>
      </td>
    </tr>
  );
}

function HandlerCell({ node, names }: { node: DraftNode; names: string[] }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const readOnly = useIsReadOnly();
  const put = (name: string) =>
    editor.change((draft) => setField(draft, node.id, "handler", name), `${node.id} handler`);
  return (
    <Autocomplete
      variant="unstyled"
      size="sm"
      aria-label={t("table.handler")}
      data={names}
      limit={20}
      readOnly={readOnly}
      value={handlerOf(node)}
      onChange={put}
    />
  );
}

interface CellProps {
  label: string;
  text: string;
  readOnly: boolean;
  onTake: (text: string) => void;
}

/** Text that is taken over when it is left or confirmed. */
function Cell({ label, text, readOnly, onTake }: CellProps) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const take = () => {
    if (typed.trim() !== text) onTake(typed.trim());
    setTyped(text);
  };
  return (
    <TextInput
      variant="unstyled"
      size="sm"
      aria-label={label}
      readOnly={readOnly}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === "Enter") take();
        if (key === "Escape") setTyped(text);
      }}
    />
  );
}

function Mark({ id }: { id: string }) {
  const { t } = useTranslation("editor");
  const worst = useWorst(id);
  if (worst === undefined) return null;
  const Icon = worst === "error" ? IconAlertCircleFilled : IconAlertTriangleFilled;
  return (
    <Icon
      size={16}
      className={classes.cardProblem}
      data-severity={worst}
      role="img"
      aria-label={t(`severity.${worst}`)}
    />
  );
}

/** Ids between commas of any script, each once. */
function idsIn(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[,，、]/)
        .map((id) => id.trim())
        .filter(Boolean),
    ),
  ];
}

function search(nodes: readonly DraftNode[], wanted: string): readonly DraftNode[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return nodes;
  return nodes.filter((node) => {
    const text = `${node.id} ${handlerOf(node)} ${needsOf(node).join(" ")} ${readsOf(node).join(" ")}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
