/// Secrets as rows: project, name, and how a graph refers to it.
import { Code, Group, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Secret } from "../../../api/secrets";
import { may } from "../../../api/session";
import { CopyIcon } from "../../../components/copy/copy-field";
import { Moment } from "../../../components/moment/moment";
import { GuardedButton } from "../../../components/permission/guarded-button";
import { useSession } from "../../../components/permission/use-session";
import { ListTable } from "../../../components/table/list-table";

interface SecretsTableProps {
  secrets: Secret[];
  onReplace: (secret: Secret) => void;
  onRemove: (secret: Secret) => void;
}

export function SecretsTable({ secrets, onReplace, onRemove }: SecretsTableProps) {
  const { t } = useTranslation("secrets");
  return (
    <ListTable
      label={t("caption")}
      minWidth={720}
      heads={[t("project"), t("name"), t("reference"), t("changed"), t("by")]}
      actions={t("actions")}
    >
      {secrets.map((secret) => (
        <Row
          key={`${secret.project}/${secret.name}`}
          of={secret}
          onReplace={() => onReplace(secret)}
          onRemove={() => onRemove(secret)}
        />
      ))}
    </ListTable>
  );
}

function Row({ of: secret, onReplace, onRemove }: { of: Secret; onReplace: () => void; onRemove: () => void }) {
  const { t } = useTranslation(["secrets", "roles"]);
  const allowed = may(useSession(), "admin", secret.project);
  const reason = allowed ? undefined : t("roles:needed.project", { role: t("roles:admin"), project: secret.project });
  return (
    <Table.Tr>
      <Table.Td>{secret.project}</Table.Td>
      <Table.Td fw={600}>{secret.name}</Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap">
          <Code>{secret.reference}</Code>
          <CopyIcon value={secret.reference} />
        </Group>
      </Table.Td>
      <Table.Td>
        <Moment at={secret.changed} />
      </Table.Td>
      <Table.Td>{secret.by}</Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap" justify="flex-end">
          <GuardedButton size="xs" variant="subtle" reason={reason} onClick={onReplace}>
            {t("secrets:set.replace")}
          </GuardedButton>
          <GuardedButton size="xs" variant="subtle" color="red" reason={reason} onClick={onRemove}>
            {t("secrets:remove.open")}
          </GuardedButton>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
