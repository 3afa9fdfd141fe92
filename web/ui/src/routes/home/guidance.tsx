/// What to do first, with the exact command, until something has run.
import { Code, CopyButton, Group, List, Paper, Text, ThemeIcon, Title, UnstyledButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { graphsQuery } from "../../api/graphs";
import { handlersQuery } from "../../api/handlers";
import { runExistsQuery } from "../../api/runs";
import { workersQuery } from "../../api/workers";
import { COMMANDS, doneSteps, STEPS, type Step } from "./steps";

export function Guidance() {
  const { t } = useTranslation("home");
  const done = useDone();
  const next = STEPS.find((step) => done && !done.has(step));
  if (done === undefined || next === undefined) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t("guidance.title")}>
      <Title order={2} size="h4" mb="xs">
        {t("guidance.title")}
      </Title>
      <List spacing="xs" center>
        {STEPS.map((step, index) => (
          <List.Item key={step} icon={<Mark number={index + 1} done={done.has(step)} />}>
            <Text span fw={step === next ? 600 : 400}>
              {t(`guidance.${step}`)}
            </Text>
            {step === next && <Command step={step} />}
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}

/** Which steps are done; undefined until all that they are judged by is known. */
function useDone(): ReadonlySet<Step> | undefined {
  const workers = useQuery(workersQuery).data;
  const handlers = useQuery(handlersQuery).data;
  const graphs = useQuery(graphsQuery).data;
  const ran = useQuery(runExistsQuery).data;
  if (!workers || !handlers || !graphs || ran === undefined) return undefined;
  return doneSteps({
    workers: workers.items.length,
    handlers: handlers.items.map(({ name }) => name),
    graphs: graphs.items.length,
    runs: ran ? 1 : 0,
  });
}

function Mark({ number, done }: { number: number; done: boolean }) {
  const { t } = useTranslation("home");
  return (
    <ThemeIcon size={24} radius="xl" variant={done ? "light" : "outline"} color={done ? "green" : "gray"}>
      {done ? <IconCheck size={14} role="img" aria-label={t("guidance.done")} /> : number}
    </ThemeIcon>
  );
}

function Command({ step }: { step: Step }) {
  const { t } = useTranslation("home");
  const command = COMMANDS[step];
  return (
    <Group gap="xs" mt={4}>
      <Code fz="sm">{command}</Code>
      <CopyButton value={command}>
        {({ copied, copy }) => (
          <UnstyledButton onClick={copy} aria-label={t("guidance.copy")}>
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </UnstyledButton>
        )}
      </CopyButton>
    </Group>
  );
}
