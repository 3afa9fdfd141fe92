/// A value as a tree: what is closed is not drawn, long lists and texts come in parts. Text stays text.
import { Anchor, Button, Group, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./json-tree.module.css";

/** Children that are shown at once, and characters of a text. */
const PART = 100;
const LONG = 600;
/** Levels that are open in the beginning, if they have few children. */
const OPEN_DEPTH = 2;
const FEW = 20;

export function JsonTree({ value, name }: { value: unknown; name: string }) {
  return (
    <ul className={classes.tree} aria-label={name}>
      <Branch name={null} value={value} depth={0} />
    </ul>
  );
}

interface BranchProps {
  name: string | null;
  value: unknown;
  depth: number;
}

function Branch({ name, value, depth }: BranchProps) {
  const children = childrenOf(value);
  const [open, setOpen] = useState(depth < OPEN_DEPTH && children !== null && children.length <= FEW);
  if (children === null || children.length === 0) return <Leaf name={name} value={value} />;
  return (
    <li>
      <Toggle name={name} value={value} count={children.length} open={open} onToggle={() => setOpen(!open)} />
      {open && <Children entries={children} depth={depth} />}
    </li>
  );
}

interface ToggleProps {
  name: string | null;
  value: unknown;
  count: number;
  open: boolean;
  onToggle: () => void;
}

function Toggle({ name, value, count, open, onToggle }: ToggleProps) {
  const { t } = useTranslation("json");
  const Icon = open ? IconChevronDown : IconChevronRight;
  const said = t(Array.isArray(value) ? "items" : "keys", { count });
  return (
    <UnstyledButton className={classes.toggle} onClick={onToggle} aria-expanded={open}>
      <Icon size={14} aria-hidden />
      {name !== null && <span className={classes.key}>{name}</span>}
      <Text span size="xs" c="dimmed">
        {Array.isArray(value) ? "[ ]" : "{ }"} {said}
      </Text>
    </UnstyledButton>
  );
}

function Children({ entries, depth }: { entries: [string, unknown][]; depth: number }) {
  const { t } = useTranslation("json");
  const [shown, setShown] = useState(PART);
  const left = entries.length - shown;
  return (
    <ul className={classes.children}>
      {entries.slice(0, shown).map(([key, child]) => (
        <Branch key={key} name={key} value={child} depth={depth + 1} />
      ))}
      {left > 0 && (
        <li>
          <Button size="compact-xs" variant="subtle" onClick={() => setShown(shown + PART)}>
            {t("more", { count: Math.min(PART, left) })}
          </Button>
        </li>
      )}
    </ul>
  );
}

function Leaf({ name, value }: { name: string | null; value: unknown }) {
  return (
    <Group component="li" className={classes.leaf} gap={6} wrap="nowrap" align="baseline">
      {name !== null && <span className={classes.key}>{name}</span>}
      <Scalar value={value} />
    </Group>
  );
}

function Scalar({ value }: { value: unknown }) {
  const { t } = useTranslation("json");
  const [whole, setWhole] = useState(false);
  const text = JSON.stringify(value) ?? "null";
  const clipped = !whole && text.length > LONG;
  return (
    <span className={classes.scalar} data-kind={value === null ? "null" : typeof value}>
      {clipped ? `${text.slice(0, LONG)}…` : text}
      {clipped && (
        <Anchor component="button" type="button" size="xs" ml={6} onClick={() => setWhole(true)}>
          {t("all")}
        </Anchor>
      )}
    </span>
  );
}

function childrenOf(value: unknown): [string, unknown][] | null {
  if (Array.isArray(value)) return value.map((child, place) => [String(place), child]);
  if (typeof value === "object" && value !== null) return Object.entries(value);
  return null;
}
