/// The handlers that a worker serves: how often each was begun, and how it is limited.
import { Anchor, Table, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { WorkerDetail } from "../../api/workers";
import { formatDuration } from "../../components/moment/duration";
import { ListTable } from "../../components/table/list-table";

export function HandlersTable({ worker: { handlers, live } }: { worker: WorkerDetail }) {
  const { t, i18n } = useTranslation("workers");
  const seconds = (length: number | null | undefined) =>
    length === null || length === undefined ? "–" : formatDuration(length * 1000, i18n.language);
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t("handlers")}
      </Title>
      <ListTable
        label={t("handlers")}
        minWidth={600}
        heads={[t("handler"), t("begun"), t("rate"), t("soft"), t("hard")]}
      >
        {handlers.map((handler) => (
          <Table.Tr key={handler}>
            <Table.Td>
              <Anchor size="sm" renderRoot={(props) => <Link to="/handlers" search={{ handler }} {...props} />}>
                {handler}
              </Anchor>
            </Table.Td>
            <Table.Td>{new Intl.NumberFormat(i18n.language).format(live?.totals[handler] ?? 0)}</Table.Td>
            <Table.Td>{live?.limits[handler]?.rate ?? "–"}</Table.Td>
            <Table.Td>{seconds(live?.limits[handler]?.soft)}</Table.Td>
            <Table.Td>{seconds(live?.limits[handler]?.hard)}</Table.Td>
          </Table.Tr>
        ))}
      </ListTable>
    </section>
  );
}
