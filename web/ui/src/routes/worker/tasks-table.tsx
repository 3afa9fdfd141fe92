/// What a worker runs now, or has taken and not begun.
import { Anchor, Code, Table, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Task } from "../../api/workers";
import { formatDuration } from "../../components/moment/duration";
import { ListTable } from "../../components/table/list-table";

interface TasksTableProps {
  title: string;
  /** What is said instead where there is none. */
  nothing: string;
  tasks: readonly Task[];
}

export function TasksTable({ title, nothing, tasks }: TasksTableProps) {
  const { t } = useTranslation("workers");
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {tasks.length === 0 ? (
        <Text size="sm" c="dimmed">
          {nothing}
        </Text>
      ) : (
        <ListTable label={title} minWidth={600} heads={[t("node"), t("handler"), t("queue"), t("since"), t("process")]}>
          {tasks.map((task) => (
            <Row key={task.id} task={task} />
          ))}
        </ListTable>
      )}
    </section>
  );
}

function Row({ task: { run, node, handler, queue, seconds, pid, riders } }: { task: Task }) {
  const { t, i18n } = useTranslation("workers");
  return (
    <Table.Tr>
      <Table.Td>
        {run === null ? (
          t("noNode")
        ) : (
          <Anchor
            renderRoot={(props) => (
              <Link to="/runs/$run" params={{ run }} search={node === null ? {} : { node }} {...props} />
            )}
          >
            {node ?? run}
          </Anchor>
        )}
        {riders > 0 && (
          <Text span size="xs" c="dimmed">
            {" "}
            {t("riders", { count: riders })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Code>{handler}</Code>
      </Table.Td>
      <Table.Td>{queue}</Table.Td>
      <Table.Td>{seconds === null ? "–" : formatDuration(seconds * 1000, i18n.language)}</Table.Td>
      <Table.Td>{pid ?? "–"}</Table.Td>
    </Table.Tr>
  );
}
