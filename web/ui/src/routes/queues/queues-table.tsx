/// Queues as rows.
import { Anchor, Group, Stack, Table, Text } from "@mantine/core";
import { IconAlertTriangle, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Queue } from "../../api/queues";
import { formatDuration } from "../../components/moment/duration";
import { GuardedButton } from "../../components/permission/guarded-button";
import { ListTable } from "../../components/table/list-table";

export function QueuesTable({ queues, onPurge }: { queues: Queue[]; onPurge: (queue: Queue) => void }) {
  const { t } = useTranslation("queues");
  return (
    <ListTable
      label={t("caption")}
      minWidth={720}
      heads={[t("name"), t("depth"), t("ready"), t("oldest"), t("consumers"), t("actions")]}
    >
      {queues.map((queue) => (
        <Row key={queue.name} queue={queue} onPurge={() => onPurge(queue)} />
      ))}
    </ListTable>
  );
}

function Row({ queue, onPurge }: { queue: Queue; onPurge: () => void }) {
  const { t, i18n } = useTranslation("queues");
  const { name, depth, ready, oldest, consumers } = queue;
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Table.Tr>
      <Table.Td fw={600}>{name}</Table.Td>
      <Table.Td>{number.format(depth)}</Table.Td>
      <Table.Td>{number.format(ready)}</Table.Td>
      <Table.Td>{oldest === null ? "–" : formatDuration(oldest * 1000, i18n.language)}</Table.Td>
      <Table.Td>
        <Consumers consumers={consumers} waits={depth > 0 || ready > 0} />
      </Table.Td>
      <Table.Td>
        <GuardedButton
          role="admin"
          project="*"
          size="compact-sm"
          variant="light"
          color="red"
          leftSection={<IconTrash size={14} />}
          aria-label={t("purgeThis", { name })}
          onClick={onPurge}
        >
          {t("purge")}
        </GuardedButton>
      </Table.Td>
    </Table.Tr>
  );
}

/** Nobody who takes what waits is a thing to see. */
function Consumers({ consumers, waits }: { consumers: readonly string[]; waits: boolean }) {
  const { t } = useTranslation("queues");
  if (consumers.length === 0) {
    return (
      <Group gap={6} wrap="nowrap" c={waits ? "var(--mantine-color-orange-text)" : "dimmed"}>
        {waits && <IconAlertTriangle size={16} aria-hidden />}
        <Text size="sm" inherit>
          {t("nobody")}
        </Text>
      </Group>
    );
  }
  return (
    <Stack gap={2}>
      {consumers.map((worker) => (
        <Anchor
          key={worker}
          size="sm"
          renderRoot={(props) => <Link to="/workers/$worker" params={{ worker }} {...props} />}
        >
          {worker}
        </Anchor>
      ))}
    </Stack>
  );
}
