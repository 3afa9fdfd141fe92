/// How many nodes stand in each state: a bar to see it, and buttons to look at those of one state only.
import { Box, Group, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { NodeState } from "../../../api/runs";
import { looks } from "../../../components/state/looks";
import { NODE_STATES } from "../../../components/state/node-states-order";
import { StateBadge } from "../../../components/state/state-badge";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";
import classes from "./counts-bar.module.css";

export function CountsBar() {
  const { t } = useTranslation("run");
  const { states, size } = useBoard();
  const counted = NODE_STATES.flatMap((state) => {
    const count = states.counts[state] ?? 0;
    return count > 0 ? [{ state, count }] : [];
  });
  return (
    <Box>
      <Box className={classes.bar} aria-hidden>
        {counted.map(({ state, count }) => (
          <Box key={state} className={classes.part} style={{ flexGrow: count / size, background: colorOf(state) }} />
        ))}
      </Box>
      <Group role="group" gap="xs" mt={6} aria-label={t("counts")}>
        {counted.map(({ state, count }) => (
          <CountButton key={state} state={state} count={count} />
        ))}
      </Group>
    </Box>
  );
}

/** What has not begun is as pale as the empty bar. */
function colorOf(state: NodeState): string {
  return state === "pending" ? "transparent" : `var(--mantine-color-${looks[state].color}-filled)`;
}

function CountButton({ state, count }: { state: NodeState; count: number }) {
  const { i18n } = useTranslation();
  const [search, change] = useRunSearch();
  const chosen = search.state?.length === 1 && search.state[0] === state;
  return (
    <UnstyledButton
      className={classes.count}
      aria-pressed={chosen}
      onClick={() => change(chosen ? { state: undefined } : { state: [state], tab: "table" })}
    >
      <StateBadge state={state} size="sm" />
      <span className={classes.number}>{new Intl.NumberFormat(i18n.language).format(count)}</span>
    </UnstyledButton>
  );
}
