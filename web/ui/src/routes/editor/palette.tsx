/// The handlers that a node can name: dragged onto the drawing, or added by a key.
import {
  Badge,
  CloseButton,
  Group,
  Highlight,
  ScrollArea,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
} from "@mantine/core";
import { IconGripVertical, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { catalogueQuery, type Handler } from "../../api/definitions";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { HANDLER_DRAGGED } from "./dragged";
import classes from "./editor.module.css";
import { useEditor, useEditorState } from "./use-editor";

/** Handlers that only stand for something inside Aurora, and make no sense as a node. */
const INSIDE = new Set(["aurora.canvas_step"]);
/** More than this is not read but searched. */
const SHOWN = 200;

export function Palette() {
  const { t } = useTranslation("editor");
  const catalogue = useQuery(catalogueQuery);
  const [wanted, setWanted] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const pending = useEditorState((state) => state.pending);
  const add = useAdding();
  const found = useMemo(() => search(catalogue.data ?? [], wanted), [catalogue.data, wanted]);
  useEffect(() => {
    if (pending !== null) input.current?.focus();
  }, [pending]);
  return (
    <Stack className={classes.palette} gap="xs" component="section" aria-label={t("palette.title")}>
      <TextInput
        ref={input}
        aria-label={t("palette.search")}
        placeholder={t("palette.search")}
        leftSection={<IconSearch size={16} />}
        value={wanted}
        onChange={({ currentTarget }) => setWanted(currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key === "Enter" && first !== undefined) add(first.name, event.shiftKey);
        }}
      />
      <Follows />
      {catalogue.isError && <ProblemAlert error={catalogue.error} onRetry={() => void catalogue.refetch()} />}
      <ScrollArea className={classes.paletteList} type="auto" offsetScrollbars>
        <Stack gap={4}>
          {found.slice(0, SHOWN).map((handler) => (
            <Entry key={handler.name} handler={handler} wanted={wanted} onAdd={add} />
          ))}
          {catalogue.isSuccess && found.length === 0 && (
            <Text size="sm" c="dimmed">
              {t("palette.none")}
            </Text>
          )}
        </Stack>
      </ScrollArea>
      <Text size="xs" c="dimmed">
        {t("palette.hint")}
      </Text>
    </Stack>
  );
}

/** Which node the next handler comes after, when an edge was dragged into the void. */
function Follows() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const pending = useEditorState((state) => state.pending);
  if (pending === null) return null;
  return (
    <Group gap={4} wrap="nowrap" justify="space-between">
      <Text size="xs">{t("palette.after", { node: pending.source })}</Text>
      <CloseButton size="sm" aria-label={t("cancel")} onClick={() => editor.await(null)} />
    </Group>
  );
}

interface EntryProps {
  handler: Handler;
  wanted: string;
  onAdd: (handler: string, after: boolean) => void;
}

function Entry({ handler, wanted, onAdd }: EntryProps) {
  const { t } = useTranslation("editor");
  const { name, description, workers } = handler;
  return (
    <UnstyledButton
      className={classes.handler}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(HANDLER_DRAGGED, name);
        event.dataTransfer.effectAllowed = "copy";
      }}
      onClick={({ shiftKey }) => onAdd(name, shiftKey)}
      title={description}
    >
      <IconGripVertical size={14} className={classes.grip} aria-hidden />
      <div className={classes.handlerText}>
        <Highlight highlight={wanted} size="sm" fw={500} className={classes.handlerName}>
          {name}
        </Highlight>
        {description !== "" && (
          <Text size="xs" c="dimmed" lineClamp={2}>
            {description}
          </Text>
        )}
        {workers.length === 0 && (
          <Badge size="xs" variant="default" tt="none">
            {t("palette.unserved")}
          </Badge>
        )}
      </div>
    </UnstyledButton>
  );
}

/** Add a handler's node: after the node that waits for one, or, if wished, after the one that is selected. */
function useAdding(): (handler: string, after: boolean) => void {
  const editor = useEditor();
  return (handler, after) => {
    const { pending, selection } = editor.getState();
    const [selected, ...others] = selection;
    const single = others.length === 0 ? selected : undefined;
    editor.add(handler, pending ? { after: pending.source, at: pending.at } : { after: after ? single : undefined });
    const [added] = editor.getState().selection;
    if (added !== undefined) editor.lookAt({ node: added }, "");
  };
}

function search(handlers: readonly Handler[], wanted: string): readonly Handler[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ name, description }: Handler) => {
    const text = `${name} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const found = handlers.filter((each) => !INSIDE.has(each.name) && fits(each));
  // One's own handlers come before those of Aurora.
  return found.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}

function rank({ name }: Handler): number {
  return name.startsWith("aurora.") ? 1 : 0;
}
