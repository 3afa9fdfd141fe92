/// Workers as rows.
import { Anchor, Badge, Group, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Worker } from "../../api/workers";
import { Moment } from "../../components/moment/moment";
import { usePermission } from "../../components/permission/use-permission";
import { ListTable } from "../../components/table/list-table";
import { Beat } from "../../components/worker/beat";
import { WorkerState } from "../../components/worker/worker-state";

export function WorkersTable({ workers }: { workers: Worker[] }) {
  const { t } = useTranslation("workers");
  return (
    <ListTable
      label={t("caption")}
      minWidth={820}
      heads={[t("name"), t("state"), t("processes"), t("queues"), t("handlers"), t("started"), t("beat")]}
    >
      {workers.map((worker) => (
        <Row key={worker.id} worker={worker} />
      ))}
    </ListTable>
  );
}

function Row({ worker }: { worker: Worker }) {
  const { i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Table.Tr>
      <Table.Td>
        <Name worker={worker} />
        <Text size="xs" c="dimmed">
          {worker.host} · PID {worker.pid}
        </Text>
        <Group gap={4}>
          {worker.labels.map((label) => (
            <Badge key={label} variant="outline" color="gray" size="sm" tt="none" fw={500}>
              {label}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      <Table.Td>
        <WorkerState draining={worker.draining} />
      </Table.Td>
      <Table.Td>{number.format(worker.processes)}</Table.Td>
      <Table.Td>{worker.queues.join(", ")}</Table.Td>
      <Table.Td>{number.format(worker.handlers.length)}</Table.Td>
      <Table.Td>
        <Moment at={worker.started} />
      </Table.Td>
      <Table.Td>
        <Beat at={worker.beat} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Leads to the worker for those who may look at it. */
function Name({ worker: { id, hostname } }: { worker: Worker }) {
  const { allowed, reason } = usePermission("viewer", "*");
  if (!allowed) {
    return (
      <Text fw={600} title={reason}>
        {hostname}
      </Text>
    );
  }
  return (
    <Anchor fw={600} renderRoot={(props) => <Link to="/workers/$worker" params={{ worker: id }} {...props} />}>
      {hostname}
    </Anchor>
  );
}
