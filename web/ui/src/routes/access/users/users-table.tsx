/// Users as rows, with what can be done about each.
import { Badge, Group, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { User } from "../../../api/users";
import { Moment } from "../../../components/moment/moment";
import { ListTable } from "../../../components/table/list-table";
import { GrantBadges } from "./grant-badges";
import type { Intent } from "./user-dialog";
import { UserMenu } from "./user-menu";

interface UsersTableProps {
  users: User[];
  onIntend: (intent: Intent) => void;
}

export function UsersTable({ users, onIntend }: UsersTableProps) {
  const { t } = useTranslation("users");
  return (
    <ListTable
      label={t("caption")}
      minWidth={640}
      heads={[t("name"), t("roles"), t("signIn"), t("created")]}
      actions={t("actions")}
    >
      {users.map((user) => (
        <Table.Tr key={user.name}>
          <Table.Td>
            <Text fw={600} size="sm" td={user.disabled ? "line-through" : undefined}>
              {user.name}
            </Text>
          </Table.Td>
          <Table.Td>
            <GrantBadges grants={user.grants} />
          </Table.Td>
          <Table.Td>
            <Standing user={user} />
          </Table.Td>
          <Table.Td>
            <Moment at={user.created} />
          </Table.Td>
          <Table.Td>
            <UserMenu user={user} onIntend={onIntend} />
          </Table.Td>
        </Table.Tr>
      ))}
    </ListTable>
  );
}

/** How somebody signs in, or why they cannot. */
function Standing({ user }: { user: User }) {
  const { t } = useTranslation("users");
  return (
    <Group gap={4}>
      {user.disabled && (
        <Badge color="red" variant="light" tt="none">
          {t("disabled")}
        </Badge>
      )}
      {user.subject !== "" && (
        <Badge color="gray" variant="outline" tt="none" title={user.subject}>
          {t("provider")}
        </Badge>
      )}
      {user.second_factor && (
        <Badge color="green" variant="light" tt="none">
          {t("secondFactor")}
        </Badge>
      )}
      {user.must_change && (
        <Badge color="yellow" variant="light" tt="none">
          {t("mustChange")}
        </Badge>
      )}
      {!user.disabled && !user.second_factor && !user.must_change && user.subject === "" && (
        <Text size="sm" c="dimmed">
          {t("password")}
        </Text>
      )}
    </Group>
  );
}
