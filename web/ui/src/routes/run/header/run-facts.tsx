/// What a run is: of which graph, since when, how long, by which labels, with which inputs, and what was done to it.
import {
  ActionIcon,
  Anchor,
  Badge,
  Code,
  CopyButton,
  Group,
  Popover,
  Stack,
  Text,
  Tooltip,
  UnstyledButton,
} from "@mantine/core";
import { IconCheck, IconChevronDown, IconCopy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { operationsQuery } from "../../../api/run-view";
import { JsonTree } from "../../../components/json/json-tree";
import { Moment } from "../../../components/moment/moment";
import { Span } from "../../../components/moment/span";
import { momentOf } from "../board";
import { useBoard, useHead } from "../use-board";

export function RunFacts() {
  const { t } = useTranslation("run");
  const board = useBoard();
  const head = useHead(board);
  const { states } = board;
  return (
    <Group component="section" gap="lg" style={{ rowGap: 6 }} aria-label={t("facts")} fz="sm">
      <RunId id={board.run} />
      <Fact label={t("created")}>
        <Moment at={head.created} />
      </Fact>
      <Fact label={t("duration")}>
        <Span from={head.created} to={states.finished_at} />
      </Fact>
      {head.deadline !== null && states.finished_at === null && (
        <Fact label={t("deadline")}>
          <Moment at={head.deadline} />
        </Fact>
      )}
      {states.epoch > 0 && (
        <Tooltip label={t("epochHint")}>
          <span>
            <Fact label={t("epoch")}>{states.epoch}</Fact>
          </span>
        </Tooltip>
      )}
      {head.origin !== null && <Origin run={board.run} origin={head.origin} />}
      <Inputs inputs={head.inputs} />
      <DoneOperations />
      {Object.entries(head.labels).map(([name, value]) => (
        <Badge key={name} variant="outline" color="gray" tt="none" fw={500}>
          <bdi>{name}</bdi>=<bdi>{value}</bdi>
        </Badge>
      ))}
    </Group>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Text span inherit>
      <Text span inherit c="dimmed">
        {label}
      </Text>{" "}
      {children}
    </Text>
  );
}

function RunId({ id }: { id: string }) {
  const { t } = useTranslation("run");
  return (
    <Group gap={4} wrap="nowrap">
      <Code>{id}</Code>
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <ActionIcon size="sm" variant="subtle" onClick={copy} aria-label={copied ? t("copied") : t("copyId")}>
            {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}

/** The run that this one was made from, with the way to compare the two. */
function Origin({ run, origin }: { run: string; origin: string }) {
  const { t } = useTranslation("run");
  return (
    <Fact label={t("origin")}>
      <Anchor inherit renderRoot={(props) => <Link to="/runs/$run" params={{ run: origin }} {...props} />}>
        <Code>{origin.slice(0, 8)}</Code>
      </Anchor>{" "}
      <Anchor
        inherit
        renderRoot={(props) => <Link to="/runs/$run/compare/$other" params={{ run, other: origin }} {...props} />}
      >
        {t("compare")}
      </Anchor>
    </Fact>
  );
}

function Inputs({ inputs }: { inputs: Record<string, unknown> }) {
  const { t } = useTranslation("run");
  const none = Object.keys(inputs).length === 0;
  return (
    <Disclosure label={t("inputs")}>
      {none ? <Text size="sm">{t("noInputs")}</Text> : <JsonTree value={inputs} name={t("inputs")} />}
    </Disclosure>
  );
}

/** Who did what to the run, and why. */
function DoneOperations() {
  const { t } = useTranslation(["run", "run-operations"]);
  const board = useBoard();
  const { data: done } = useQuery(operationsQuery(board.run, momentOf(board)));
  if (done === undefined || done.length === 0) return null;
  return (
    <Disclosure label={`${t("done")} (${done.length})`}>
      <Stack gap="xs">
        {done.toReversed().map(({ id, kind, by, why, at, index }) => (
          <Text key={id} size="sm" component="div">
            {t("doneBy", { what: t(`run-operations:kind.${kind}`), who: by })}
            {index !== null && <Code ml={6}>{board.plan.ids[index]}</Code>}
            <Text size="xs" c="dimmed">
              <Moment at={at} />
            </Text>
            {why !== "" && <Text size="sm">{t("why", { why })}</Text>}
          </Text>
        ))}
      </Stack>
    </Disclosure>
  );
}

function Disclosure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Popover width={380} position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <UnstyledButton fz="sm" c="var(--mantine-color-anchor)">
          {label} <IconChevronDown size={12} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown mah={420} style={{ overflow: "auto" }}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
