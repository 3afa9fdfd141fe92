/// What a deed would touch, before it is done.
import { Box, Group, Loader, Paper, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Effect, type Operation, preview } from "../../../api/operations";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import type { State } from "../../../components/state/looks";
import { StateBadge } from "../../../components/state/state-badge";
import { useBoard } from "../use-board";

/** Names that are written out of each kind. */
const NAMED = 12;

const WORDS = {
  run: "run",
  "run again": "runAgain",
  held: "held",
  started: "started",
  "asked to stop": "askedToStop",
} as const;

/** `operation` is the operation as JSON, so that it is the same as long as nothing of it changes. */
export function Preview({ operation, enabled }: { operation: string; enabled: boolean }) {
  const { t } = useTranslation("run-operations");
  const { run } = useBoard();
  const effect = useQuery({
    queryKey: ["operation-preview", run, operation],
    queryFn: () => preview(run, JSON.parse(operation) as Operation),
    enabled,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (effect.isError) return <ProblemAlert error={effect.error} />;
  return (
    <Paper withBorder p="sm" bg="var(--mantine-color-default-hover)" aria-live="polite">
      <Text size="sm" fw={600} mb={6}>
        {t("preview")}
      </Text>
      {effect.data === undefined ? <Loader size="xs" aria-label={t("previewing")} /> : <Touched effect={effect.data} />}
    </Paper>
  );
}

function Touched({ effect }: { effect: Effect }) {
  const { t } = useTranslation("run-operations");
  if (effect.nodes.length === 0) return <Text size="sm">{t("nothing")}</Text>;
  const groups = byOutcome(effect);
  return (
    <Stack gap="xs" mah={220} style={{ overflowY: "auto" }}>
      {[...groups].map(([becomes, nodes]) => (
        <Box key={becomes}>
          <Group gap={8}>
            <Becomes word={becomes} />
            <Text size="sm">{t("touched", { count: nodes.length })}</Text>
          </Group>
          <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {nodes
              .slice(0, NAMED)
              .map((each) => each.node)
              .join(" · ")}{" "}
            {nodes.length > NAMED && t("more", { count: nodes.length - NAMED })}
          </Text>
        </Box>
      ))}
    </Stack>
  );
}

function byOutcome(effect: Effect): Map<string, Effect["nodes"]> {
  const groups = new Map<string, Effect["nodes"]>();
  for (const each of effect.nodes) {
    const group = groups.get(each.becomes);
    if (group === undefined) groups.set(each.becomes, [each]);
    else group.push(each);
  }
  return groups;
}

function Becomes({ word }: { word: string }) {
  const { t, i18n } = useTranslation(["run-operations", "states"]);
  if (word in WORDS) {
    return (
      <Text size="sm" fw={600}>
        {t(`becomes.${WORDS[word as keyof typeof WORDS]}`)}
      </Text>
    );
  }
  const known: boolean = i18n.exists(word, { ns: "states" });
  return known ? <StateBadge state={word as State} size="sm" /> : <Text size="sm">{word}</Text>;
}
