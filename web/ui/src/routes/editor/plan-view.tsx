/// What the graph becomes: chains, chords, the critical path, and what running it takes.
import { Anchor, Button, Code, Group, List, ScrollArea, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconRoute } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { draftPlanQuery } from "../../api/definitions";
import type { Plan } from "../../api/graphs";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import classes from "./editor.module.css";
import { stampOf } from "./store";
import { useDraft, useEditor } from "./use-editor";
import { useShow } from "./use-show";

/** More of them than this nobody reads. */
const SHOWN = 100;
const STILL = 400;

export function PlanView() {
  const [draft] = useDebouncedValue(useDraft(), STILL);
  const plan = useQuery({ ...draftPlanQuery(draft, stampOf(draft)), placeholderData: keepPreviousData });
  if (plan.isPending) return <PageLoading />;
  return (
    <ScrollArea h="100%">
      <div className={classes.plan}>
        {plan.isError ? <ProblemAlert error={plan.error} /> : <Explained plan={plan.data} />}
      </div>
    </ScrollArea>
  );
}

function Explained({ plan }: { plan: Plan }) {
  const { t } = useTranslation("editor");
  const { costs } = plan;
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        <Fact name={t("plan.nodes")} value={plan.size} />
        <Fact name={t("plan.edges")} value={plan.edges} />
        <Fact name={t("plan.depth")} value={plan.depth} />
        <Fact name={t("plan.width")} value={plan.width} />
        <Fact name={t("plan.messages")} value={costs.messages} />
        <Fact name={t("plan.bytes")} value={costs.broker_bytes} />
        <Fact name={t("plan.roundTrips")} value={costs.round_trips} />
        <Fact name={t("plan.gates")} value={plan.gates} />
      </SimpleGrid>
      <CriticalPath ids={plan.critical_path} />
      <Part
        title={t("plan.chains", { count: plan.chains.length })}
        hint={t("plan.chainsHint")}
        count={plan.chains.length}
      >
        {plan.chains.slice(0, SHOWN).map((ids) => (
          <List.Item key={ids.join("\n")}>
            <Ids ids={ids} between="→" />
          </List.Item>
        ))}
      </Part>
      <Part
        title={t("plan.chords", { count: plan.chords.length })}
        hint={t("plan.chordsHint")}
        count={plan.chords.length}
      >
        {plan.chords.slice(0, SHOWN).map(({ header, bodies }) => (
          <List.Item key={`${header.join("\n")}\n\n${bodies.join("\n")}`}>
            <Ids ids={header} between="+" /> → <Ids ids={bodies} between="," />
          </List.Item>
        ))}
      </Part>
      <Part
        title={t("plan.groups", { count: plan.groups.length })}
        hint={t("plan.groupsHint")}
        count={plan.groups.length}
      >
        {plan.groups.slice(0, SHOWN).map(({ source, members }) => (
          <List.Item key={source}>
            <Ids ids={[source]} between="" /> → <Ids ids={members} between="," />
          </List.Item>
        ))}
      </Part>
    </Stack>
  );
}

function CriticalPath({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const showView = useShow();
  const show = () => {
    editor.show(ids);
    showView("graph");
  };
  return (
    <Stack gap={4}>
      <Group justify="space-between">
        <Title order={2} size="h6">
          {t("plan.critical", { count: ids.length })}
        </Title>
        <Button size="xs" variant="default" leftSection={<IconRoute size={14} />} onClick={show}>
          {t("plan.show")}
        </Button>
      </Group>
      <Text size="sm" component="div">
        <Ids ids={ids} between="→" />
      </Text>
    </Stack>
  );
}

function Fact({ name, value }: { name: string; value: number }) {
  const { i18n } = useTranslation();
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text fw={600}>{new Intl.NumberFormat(i18n.language).format(value)}</Text>
    </div>
  );
}

function Part({ title, hint, count, children }: { title: string; hint: string; count: number; children: ReactNode }) {
  const { t } = useTranslation("editor");
  return (
    <Stack gap={4}>
      <Title order={2} size="h6">
        {title}
      </Title>
      <Text size="xs" c="dimmed">
        {hint}
      </Text>
      {count > 0 && <List size="sm">{children}</List>}
      {count > SHOWN && (
        <Text size="xs" c="dimmed">
          {t("plan.rest", { count: count - SHOWN })}
        </Text>
      )}
    </Stack>
  );
}

/** Ids that lead to their nodes; of very many the first ones. */
function Ids({ ids, between }: { ids: readonly string[]; between: string }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const most = 24;
  return (
    <>
      {ids.slice(0, most).map((id, at) => (
        <Fragment key={id}>
          {at > 0 && ` ${between} `}
          <Anchor component="button" size="sm" onClick={() => editor.lookAt({ node: id }, "")}>
            <Code>{id}</Code>
          </Anchor>
        </Fragment>
      ))}
      {ids.length > most && ` ${t("plan.rest", { count: ids.length - most })}`}
    </>
  );
}
