/// The browsers in which one is signed in, and the way to end what one does not know.
import { Badge, Button, Group, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { endOtherSessions, endSession, type OwnSession, ownSessionsQuery } from "../../../api/account";
import { useChange } from "../../../components/change/use-change";
import { Moment } from "../../../components/moment/moment";
import { PageLoading } from "../../../components/page/page-loading";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { ListTable } from "../../../components/table/list-table";
import { browserOf } from "./browser-of";

export function OwnSessions() {
  const { t } = useTranslation("account");
  const sessions = useQuery(ownSessionsQuery);
  const ending = useChange(endSession, { touches: ["own-sessions"], said: t("sessions.ended") });
  const endingAll = useChange(endOtherSessions, { touches: ["own-sessions"], said: t("sessions.allEnded") });
  if (sessions.isPending) return <PageLoading />;
  if (sessions.data === undefined)
    return <ProblemAlert error={sessions.error} onRetry={() => void sessions.refetch()} />;
  const { items } = sessions.data;
  const error = ending.error ?? endingAll.error;
  return (
    <Stack gap="sm">
      <ListTable
        label={t("sessions.title")}
        minWidth={560}
        heads={[t("sessions.browser"), t("sessions.address"), t("sessions.created"), t("sessions.seen")]}
        actions={t("sessions.actions")}
      >
        {items.map((session) => (
          <Row key={session.id} session={session} busy={ending.isPending} onEnd={() => ending.mutate(session.id)} />
        ))}
      </ListTable>
      {error && <ProblemAlert error={error} />}
      {items.length > 1 && (
        <Button
          variant="default"
          w="fit-content"
          loading={endingAll.isPending}
          onClick={() => endingAll.mutate(undefined)}
        >
          {t("sessions.endAll")}
        </Button>
      )}
    </Stack>
  );
}

function Row({ session, busy, onEnd }: { session: OwnSession; busy: boolean; onEnd: () => void }) {
  const { t } = useTranslation("account");
  const browser = browserOf(session.agent) || t("sessions.unknown");
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs">
          <Text size="sm" title={session.agent}>
            {browser}
          </Text>
          {session.current && (
            <Badge variant="light" color="green" tt="none">
              {t("sessions.current")}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>{session.address || "–"}</Table.Td>
      <Table.Td>
        <Moment at={session.created} />
      </Table.Td>
      <Table.Td>
        <Moment at={session.seen} />
      </Table.Td>
      <Table.Td ta="right">
        {!session.current && (
          <Button size="xs" variant="subtle" color="red" disabled={busy} onClick={onEnd}>
            {t("sessions.end")}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
