/// The handlers that a worker serves: how often each was begun, and how it is limited.
import { Anchor, Table, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { WorkerDetail } from "../../api/workers";
import { formatDuration } from "../../components/moment/duration";

export function HandlersTable({ worker: { handlers, live } }: { worker: WorkerDetail }) {
  const { t, i18n } = useTranslation("workers");
  const seconds = (length: number | null | undefined) =>
    length === null || length === undefined ? "–" : formatDuration(length * 1000, i18n.language);
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t("handlers")}
      </Title>
      <Table.ScrollContainer minWidth={600}>
        <Table aria-label={t("handlers")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("handler")}</Table.Th>
              <Table.Th>{t("begun")}</Table.Th>
              <Table.Th>{t("rate")}</Table.Th>
              <Table.Th>{t("soft")}</Table.Th>
              <Table.Th>{t("hard")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
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
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
