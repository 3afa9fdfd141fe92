/// What a node comes after and before, each a step away.
import { Button, Group, Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { looks } from "../../../components/state/looks";
import { idAt, stateAt, successorsOf } from "../board";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";

/** Neighbours that are named. */
const NAMED = 12;

export function NodeNeighbours({ place }: { place: number }) {
  const { t } = useTranslation("run");
  const { plan } = useBoard();
  const successors = useMemo(() => successorsOf(plan), [plan]);
  return (
    <Stack gap="xs">
      <Neighbours label={t("panel.comesAfter")} places={plan.preds[place] ?? []} />
      <Neighbours label={t("panel.comesBefore")} places={successors[place] ?? []} />
    </Stack>
  );
}

function Neighbours({ label, places }: { label: string; places: readonly number[] }) {
  const { t } = useTranslation("run");
  return (
    <Group gap={6} align="baseline">
      <Text size="sm" fw={600} w={104}>
        {label}
      </Text>
      <Group gap={4} flex={1}>
        {places.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("panel.nothing")}
          </Text>
        )}
        {places.slice(0, NAMED).map((place) => (
          <NodeButton key={place} place={place} />
        ))}
        {places.length > NAMED && <Text size="xs">{t("panel.more", { count: places.length - NAMED })}</Text>}
      </Group>
    </Group>
  );
}

/** A node by its name, with the shape of its state; opens it. */
export function NodeButton({ place }: { place: number }) {
  const { t } = useTranslation(["run", "states", "graph-view"]);
  const board = useBoard();
  const [, change] = useRunSearch();
  const state = stateAt(board, place);
  const { icon: Icon, color } = looks[state];
  const node = idAt(board, place);
  return (
    <Button
      size="compact-xs"
      variant="default"
      fw={500}
      maw={200}
      leftSection={<Icon size={12} color={`var(--mantine-color-${color}-filled)`} aria-hidden />}
      aria-label={t("graph-view:node", { node, state: t(`states:${state}`) })}
      title={node}
      onClick={() => change({ node }, true)}
    >
      {node}
    </Button>
  );
}
