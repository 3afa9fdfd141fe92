/// Where and when a node ran, with its waiting and its running apart.
import { Code, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { NodeDetail } from "../../../api/run-view";
import { formatDuration } from "../../../components/moment/duration";
import { Moment } from "../../../components/moment/moment";
import { Span } from "../../../components/moment/span";

export function NodeFacts({ detail }: { detail: NodeDetail }) {
  const { t, i18n } = useTranslation("run");
  return (
    <Table variant="vertical" layout="fixed" withRowBorders={false} verticalSpacing={3} horizontalSpacing={6}>
      <Table.Tbody>
        {detail.queued !== null && (
          <Fact label={t("panel.waited")} hint={t("panel.waitedHint")}>
            <Span from={detail.queued} to={detail.started ?? detail.finished} />
          </Fact>
        )}
        {detail.started !== null && (
          <>
            <Fact label={t("ran")} hint={t("panel.ranHint")}>
              <Span from={detail.started} to={detail.finished} />
            </Fact>
            <Fact label={t("started")}>
              <Moment at={detail.started} />
            </Fact>
          </>
        )}
        <Fact label={t("attempts")}>{detail.attempts}</Fact>
        {detail.worker !== null && (
          <Fact label={t("worker")}>
            <Code>{detail.worker}</Code>
          </Fact>
        )}
        {detail.queue !== null && (
          <Fact label={t("queue")}>
            <Code>{detail.queue}</Code>
          </Fact>
        )}
        {detail.timeout !== null && (
          <Fact label={t("panel.timeout")}>{formatDuration(detail.timeout * 1000, i18n.language)}</Fact>
        )}
      </Table.Tbody>
    </Table>
  );
}

function Fact({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w={110} title={hint}>
        {label}
      </Table.Th>
      <Table.Td>
        <Text size="sm" component="div" style={{ overflowWrap: "anywhere" }}>
          {children}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
