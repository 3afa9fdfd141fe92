/// Entries of the audit log as rows.
import { Code, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AuditEntry } from "../../api/audit";
import { Moment } from "../../components/moment/moment";
import { ListTable } from "../../components/table/list-table";
import { OutcomeBadge } from "./outcome-badge";

export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  const { t } = useTranslation("audit");
  return (
    <ListTable
      label={t("caption")}
      minWidth={900}
      heads={[t("number"), t("at"), t("actor"), t("action"), t("target"), t("outcome"), t("address")]}
    >
      {entries.map((entry) => (
        <Row key={entry.number} entry={entry} />
      ))}
    </ListTable>
  );
}

function Row({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation("audit");
  const details = Object.entries(entry.detail);
  return (
    <Table.Tr>
      <Table.Td title={t("chain", { chain: entry.chain })}>{entry.number}</Table.Td>
      <Table.Td>
        <Moment at={entry.at} />
      </Table.Td>
      <Table.Td>{entry.actor}</Table.Td>
      <Table.Td>
        <Code>{entry.action}</Code>
      </Table.Td>
      <Table.Td maw={360}>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {entry.target}
        </Text>
        {details.length > 0 && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {details.map(([name, value]) => `${name}=${value}`).join(" · ")}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <OutcomeBadge outcome={entry.outcome} />
      </Table.Td>
      <Table.Td title={entry.trace === "" ? undefined : t("trace", { trace: entry.trace })}>
        {entry.address || "–"}
      </Table.Td>
    </Table.Tr>
  );
}
