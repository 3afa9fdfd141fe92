/// Everybody who may sign in.
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usersQuery } from "../../../api/users";
import { PageLoading } from "../../../components/page/page-loading";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { NewUserDialog } from "./new-user-dialog";
import { type Intent, UserDialog } from "./user-dialog";
import { UsersTable } from "./users-table";

export function Users() {
  const { t } = useTranslation(["users", "parts"]);
  const users = useInfiniteQuery(usersQuery);
  const [making, setMaking] = useState(false);
  const [intent, setIntent] = useState<Intent>();
  if (users.isPending) return <PageLoading />;
  if (users.data === undefined) return <ProblemAlert error={users.error} onRetry={() => void users.refetch()} />;
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text size="sm" c="dimmed" maw={640}>
          {t("users:lead")}
        </Text>
        <Button leftSection={<IconUserPlus size={16} />} onClick={() => setMaking(true)}>
          {t("users:new.open")}
        </Button>
      </Group>
      <UsersTable users={users.data.pages.flatMap((page) => page.items)} onIntend={setIntent} />
      {users.hasNextPage && (
        <Button variant="default" loading={users.isFetchingNextPage} onClick={() => void users.fetchNextPage()}>
          {t("parts:more")}
        </Button>
      )}
      {making && <NewUserDialog onClose={() => setMaking(false)} />}
      {intent !== undefined && <UserDialog {...intent} onClose={() => setIntent(undefined)} />}
    </Stack>
  );
}
