/// Secrets as rows: project, name, and how a graph refers to it.
import { Code, Group, Table, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Secret } from "../../../api/secrets";
import { may } from "../../../api/session";
import { CopyIcon } from "../../../components/copy/copy-field";
import { Moment } from "../../../components/moment/moment";
import { GuardedButton } from "../../../components/permission/guarded-button";
import { useSession } from "../../../components/permission/use-session";

interface SecretsTableProps {
  secrets: Secret[];
  onReplace: (secret: Secret) => void;
  onRemove: (secret: Secret) => void;
}

export function SecretsTable({ secrets, onReplace, onRemove }: SecretsTableProps) {
  const { t } = useTranslation("secrets");
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table highlightOnHover aria-label={t("caption")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("project")}</Table.Th>
            <Table.Th>{t("name")}</Table.Th>
            <Table.Th>{t("reference")}</Table.Th>
            <Table.Th>{t("changed")}</Table.Th>
            <Table.Th>{t("by")}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t("actions")}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {secrets.map((secret) => (
            <Row
              key={`${secret.project}/${secret.name}`}
              of={secret}
              onReplace={() => onReplace(secret)}
              onRemove={() => onRemove(secret)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
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
