/// Everybody who may sign in.
import { Button, Stack } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usersQuery } from "../../../api/users";
import { Lead } from "../../../components/page/lead";
import { PageLoading } from "../../../components/page/page-loading";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { MoreButton } from "../../../components/table/more-button";
import { NewUserDialog } from "./new-user-dialog";
import { type Intent, UserDialog } from "./user-dialog";
import { UsersTable } from "./users-table";

export function Users() {
  const { t } = useTranslation("users");
  const users = useInfiniteQuery(usersQuery);
  const [making, setMaking] = useState(false);
  const [intent, setIntent] = useState<Intent>();
  if (users.isPending) return <PageLoading />;
  if (users.data === undefined) return <ProblemAlert error={users.error} onRetry={() => void users.refetch()} />;
  return (
    <Stack gap="md">
      <Lead text={t("lead")}>
        <Button leftSection={<IconUserPlus size={16} />} onClick={() => setMaking(true)}>
          {t("new.open")}
        </Button>
      </Lead>
      <UsersTable users={users.data.pages.flatMap((page) => page.items)} onIntend={setIntent} />
      <MoreButton list={users} />
      {making && <NewUserDialog onClose={() => setMaking(false)} />}
      {intent !== undefined && <UserDialog {...intent} onClose={() => setIntent(undefined)} />}
    </Stack>
  );
}
