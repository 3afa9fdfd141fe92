/// What the cells of the grid mean.
import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { NodeState } from "../../api/runs";
import { formatDuration } from "../../components/moment/duration";
import { glyphs } from "./glyphs";
import classes from "./grid.module.css";
import type { Shown } from "./search";

const WARMTHS = [0, 1, 2, 3, 4] as const;

interface LegendProps {
  states: readonly NodeState[];
  show: Shown;
  longest: number;
}

export function Legend({ states, show, longest }: LegendProps) {
  const { t, i18n } = useTranslation(["grid", "states"]);
  if (show === "time") {
    return (
      <Group gap={4} aria-hidden>
        <Text size="xs">{t("short")}</Text>
        {WARMTHS.map((warm) => (
          <span key={warm} className={classes.swatch} data-warmth={warm} />
        ))}
        <Text size="xs">{formatDuration(longest, i18n.language)}</Text>
      </Group>
    );
  }
  return (
    <Group gap="sm" aria-hidden>
      {states.map((state) => (
        <Group key={state} gap={4}>
          <span className={classes.swatch} data-state={state}>
            {glyphs[state]}
          </span>
          <Text size="xs">{t(`states:${state}`)}</Text>
        </Group>
      ))}
      <Text size="xs">{t("tries")}</Text>
    </Group>
  );
}
