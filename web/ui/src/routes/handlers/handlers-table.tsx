/// Handlers as rows.
import { Anchor, Code, Group, Table, Text } from "@mantine/core";
import { IconAlertTriangle, IconServer } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Handler } from "../../api/handlers";
import { ListTable } from "../../components/table/list-table";

export function HandlersTable({ handlers, onOpen }: { handlers: Handler[]; onOpen: (name: string) => void }) {
  const { t } = useTranslation("handlers");
  return (
    <ListTable label={t("caption")} minWidth={680} heads={[t("name"), t("description"), t("parameters"), t("workers")]}>
      {handlers.map((handler) => (
        <Table.Tr key={handler.name}>
          <Table.Td>
            <Anchor component="button" type="button" ta="start" fw={600} onClick={() => onOpen(handler.name)}>
              {handler.name}
            </Anchor>
          </Table.Td>
          <Table.Td>
            <Text size="sm" lineClamp={2}>
              {handler.description}
            </Text>
          </Table.Td>
          <Table.Td>
            <Parameters handler={handler} />
          </Table.Td>
          <Table.Td>
            <Serving count={handler.workers.length} />
          </Table.Td>
        </Table.Tr>
      ))}
    </ListTable>
  );
}

function Parameters({ handler: { parameters } }: { handler: Handler }) {
  const { t } = useTranslation("handlers");
  if (parameters === null) {
    return (
      <Text size="sm" c="dimmed">
        {t("unknown")}
      </Text>
    );
  }
  return (
    <Group gap={4}>
      {parameters.map(({ name, required }) => (
        <Code key={name}>{required ? name : `${name}?`}</Code>
      ))}
    </Group>
  );
}

/** How many workers serve a handler: none is a thing to see. */
function Serving({ count }: { count: number }) {
  const { t } = useTranslation("handlers");
  const Icon = count === 0 ? IconAlertTriangle : IconServer;
  return (
    <Group gap={6} wrap="nowrap" c={count === 0 ? "var(--mantine-color-orange-text)" : "inherit"}>
      <Icon size={16} aria-hidden />
      <Text size="sm" inherit style={{ whiteSpace: "nowrap" }}>
        {count === 0 ? t("nobody") : t("serving", { count })}
      </Text>
    </Group>
  );
}
