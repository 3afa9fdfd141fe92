/// The tries of a node, the newest first, with what each failed of.
import { Badge, Box, Code, Group, Paper, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Attempt, NodeDetail } from "../../../api/run-view";
import { Moment } from "../../../components/moment/moment";
import { Span } from "../../../components/moment/span";
import { StateBadge } from "../../../components/state/state-badge";
import { FailureBox } from "./failure-box";
import { Section } from "./section";

export function NodeAttempts({ detail }: { detail: NodeDetail }) {
  const { t } = useTranslation("run");
  const tries = detail.history.toReversed();
  if (tries.length === 0) return null;
  return (
    <Section title={t("panel.tries")} count={tries.length}>
      <Stack gap="xs">
        {tries.map((each) => (
          <Try key={`${each.epoch}.${each.number}`} attempt={each} />
        ))}
      </Stack>
    </Section>
  );
}

function Try({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation("run");
  return (
    <Paper withBorder p="xs">
      <Group gap="xs" justify="space-between">
        <Group gap={6}>
          <Text size="sm" fw={600}>
            {t("panel.tryNumber", { number: attempt.number })}
          </Text>
          {attempt.epoch > 0 && (
            <Badge size="sm" variant="outline" color="gray" tt="none">
              {t("panel.tryEpoch", { epoch: attempt.epoch })}
            </Badge>
          )}
          <StateBadge state={attempt.error === null ? "succeeded" : "failed"} size="sm" />
        </Group>
        <Text size="sm" component="div">
          <Span from={attempt.started} to={attempt.finished} />
        </Text>
      </Group>
      <Box fz="xs" c="dimmed">
        <Moment at={attempt.started} />
      </Box>
      {attempt.worker !== null && <Code style={{ overflowWrap: "anywhere" }}>{attempt.worker}</Code>}
      {attempt.error !== null && <FailureBox failure={attempt.error} />}
    </Paper>
  );
}
