/// One cell of a list of runs.
import { Anchor, Badge, Code, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { writePair } from "../../api/pairs";
import type { RunSummary } from "../../api/runs";
import { Moment } from "../moment/moment";
import { Span } from "../moment/span";
import { StateBadge } from "../state/state-badge";
import type { Column } from "./columns";
import classes from "./run-cell.module.css";

export function RunCell({ run, column }: { run: RunSummary; column: Column }) {
  switch (column) {
    case "state":
      return (
        <div className={classes.state}>
          <StateBadge state={run.state} />
        </div>
      );
    case "graph":
      return <GraphName run={run} />;
    case "run":
      return <RunLink id={run.id} />;
    case "created":
      return <Moment at={run.created} />;
    case "duration":
      return <Span from={run.created} to={run.finished} />;
    case "labels":
      return <Labels labels={run.labels} />;
    case "error":
      return <ErrorLine run={run} />;
    case "deadline":
      return <Moment at={run.deadline} />;
    default:
      return <Text size="sm">{run[column] ?? "–"}</Text>;
  }
}

function GraphName({ run }: { run: RunSummary }) {
  const { t } = useTranslation("runs");
  return (
    <>
      <Anchor
        size="sm"
        style={{ overflowWrap: "anywhere" }}
        renderRoot={(props) => <Link to="/graphs/$name" params={{ name: run.graph }} {...props} />}
      >
        {run.graph}
      </Anchor>{" "}
      {run.version !== null && (
        <Text span size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
          {t("version", { version: run.version })}
        </Text>
      )}
    </>
  );
}

function RunLink({ id }: { id: string }) {
  return (
    <Anchor title={id} renderRoot={(props) => <Link to="/runs/$run" params={{ run: id }} {...props} />}>
      <Code className={classes.id}>{id}</Code>
    </Anchor>
  );
}

function Labels({ labels }: { labels: Record<string, string> }) {
  const { t } = useTranslation("runs");
  return (
    <Group gap={4}>
      {Object.entries(labels).map(([name, value]) => (
        <Badge
          key={name}
          variant="outline"
          color="gray"
          size="sm"
          tt="none"
          fw={500}
          title={t("narrowTo", { label: writePair(name, value) })}
          renderRoot={(props) => <Link to="/runs" search={{ label: [writePair(name, value)] }} {...props} />}
          style={{ cursor: "pointer" }}
        >
          <bdi>{name}</bdi>=<bdi>{value}</bdi>
        </Badge>
      ))}
    </Group>
  );
}

function ErrorLine({ run }: { run: RunSummary }) {
  if (run.error === null) return null;
  const { node, message } = run.error;
  return (
    <Text size="xs" lineClamp={2} maw={320} title={message} style={{ overflowWrap: "anywhere" }}>
      {node !== null && <b>{node}: </b>}
      {message}
    </Text>
  );
}
