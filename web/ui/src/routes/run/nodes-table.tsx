/// The nodes of a run as rows, in the order of its plan.
import { Code, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { NodeView } from "../../api/runs";
import { Moment } from "../../components/moment/moment";
import { Span } from "../../components/moment/span";
import { StateBadge } from "../../components/state/state-badge";

export function NodesTable({ nodes }: { nodes: NodeView[] }) {
  const { t } = useTranslation("run");
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table aria-label={t("caption")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("node")}</Table.Th>
            <Table.Th>{t("state")}</Table.Th>
            <Table.Th>{t("handler")}</Table.Th>
            <Table.Th>{t("attempts")}</Table.Th>
            <Table.Th>{t("started")}</Table.Th>
            <Table.Th>{t("duration")}</Table.Th>
            <Table.Th>{t("error")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {nodes.map((node) => (
            <Table.Tr key={node.index}>
              <Table.Td>{node.id}</Table.Td>
              <Table.Td>
                <StateBadge state={node.state} />
              </Table.Td>
              <Table.Td>
                <Code>{node.handler}</Code>
              </Table.Td>
              <Table.Td>{node.attempts}</Table.Td>
              <Table.Td>
                <Moment at={node.started} />
              </Table.Td>
              <Table.Td>
                <Span from={node.started} to={node.finished} />
              </Table.Td>
              <Table.Td>{node.error?.message}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
