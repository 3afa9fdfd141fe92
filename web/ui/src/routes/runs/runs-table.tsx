/// Runs as rows.
import { Anchor, Badge, Code, Group, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RunSummary } from "../../api/runs";
import { Moment } from "../../components/moment/moment";
import { Span } from "../../components/moment/span";
import { StateBadge } from "../../components/state/state-badge";

export function RunsTable({ runs }: { runs: RunSummary[] }) {
  const { t } = useTranslation("runs");
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table highlightOnHover aria-label={t("caption")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("state")}</Table.Th>
            <Table.Th>{t("graph")}</Table.Th>
            <Table.Th>{t("run")}</Table.Th>
            <Table.Th>{t("created")}</Table.Th>
            <Table.Th>{t("duration")}</Table.Th>
            <Table.Th>{t("labels")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <Row key={run.id} run={run} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ run }: { run: RunSummary }) {
  const { t } = useTranslation("runs");
  return (
    <Table.Tr>
      <Table.Td>
        <StateBadge state={run.state} />
      </Table.Td>
      <Table.Td>
        {run.graph}{" "}
        {run.version !== null && (
          <Text span size="xs" c="dimmed">
            {t("version", { version: run.version })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Anchor renderRoot={(props) => <Link to="/runs/$run" params={{ run: run.id }} {...props} />}>
          <Code>{run.id}</Code>
        </Anchor>
      </Table.Td>
      <Table.Td>
        <Moment at={run.created} />
      </Table.Td>
      <Table.Td>
        <Span from={run.created} to={run.finished} />
      </Table.Td>
      <Table.Td>
        <Group gap={4}>
          {Object.entries(run.labels).map(([name, value]) => (
            <Badge key={name} variant="outline" color="gray" size="sm" tt="none" fw={500}>
              {name}={value}
            </Badge>
          ))}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
