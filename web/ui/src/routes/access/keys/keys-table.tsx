/// Keys as rows.
import { Badge, Button, Code, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Key } from "../../../api/keys";
import { Moment } from "../../../components/moment/moment";
import { useNow } from "../../../components/moment/use-now";
import { useSession } from "../../../components/permission/use-session";
import { ListTable } from "../../../components/table/list-table";
import { GrantBadges } from "../users/grant-badges";

interface KeysTableProps {
  keys: Key[];
  onRevoke: (key: Key) => void;
}

export function KeysTable({ keys, onRevoke }: KeysTableProps) {
  const { t } = useTranslation("keys");
  const { user } = useSession();
  const ofOthers = keys.some(({ owner }) => owner !== user);
  return (
    <ListTable
      label={t("caption")}
      minWidth={720}
      heads={[t("title"), ...(ofOthers ? [t("owner")] : []), t("role"), t("created"), t("used"), t("expires")]}
      actions={t("actions")}
    >
      {keys.map((key) => (
        <Row key={key.id} of={key} ofOthers={ofOthers} onRevoke={() => onRevoke(key)} />
      ))}
    </ListTable>
  );
}

function Row({ of: key, ofOthers, onRevoke }: { of: Key; ofOthers: boolean; onRevoke: () => void }) {
  const { t } = useTranslation("keys");
  return (
    <Table.Tr>
      <Table.Td>
        <Stack gap={0}>
          <Text size="sm" fw={600}>
            {key.title}
          </Text>
          <Code w="fit-content">aur_{key.id}_…</Code>
        </Stack>
      </Table.Td>
      {ofOthers && <Table.Td>{key.owner}</Table.Td>}
      <Table.Td>
        <GrantBadges grants={Object.fromEntries(key.projects.map((project) => [project, key.role]))} />
      </Table.Td>
      <Table.Td>
        <Moment at={key.created} />
      </Table.Td>
      <Table.Td>{key.used === null ? t("never") : <Moment at={key.used} />}</Table.Td>
      <Table.Td>
        <Expiry at={key.expires} />
      </Table.Td>
      <Table.Td ta="right">
        <Button
          size="xs"
          variant="subtle"
          color="red"
          onClick={onRevoke}
          aria-label={t("revokeOf", { title: key.title })}
        >
          {t("revoke.open")}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

/** Milliseconds before its end from which on a key is marked: a week. */
const SOON = 7 * 86_400_000;

function Expiry({ at }: { at: string | null }) {
  const { t } = useTranslation("keys");
  const now = useNow();
  if (at === null) return t("forever");
  const left = Date.parse(at) - now;
  return (
    <Stack gap={2} align="flex-start">
      <Moment at={at} />
      {left < SOON && (
        <Badge color={left < 0 ? "red" : "yellow"} variant="light" tt="none">
          {t(left < 0 ? "expired" : "soon")}
        </Badge>
      )}
    </Stack>
  );
}
