/// Keys for programs: one's own; for an admin, those of all.
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Key, keysQuery, revokeKey } from "../../../api/keys";
import { useChange } from "../../../components/change/use-change";
import { DangerDialog } from "../../../components/danger/danger-dialog";
import { EmptyState } from "../../../components/page/empty-state";
import { PageLoading } from "../../../components/page/page-loading";
import { GuardedButton } from "../../../components/permission/guarded-button";
import { useSession } from "../../../components/permission/use-session";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { KeysTable } from "./keys-table";
import { NewKeyDialog } from "./new-key-dialog";

export function Keys() {
  const { t } = useTranslation(["keys", "parts"]);
  const keys = useInfiniteQuery(keysQuery);
  const helpless = Object.keys(useSession().grants).length === 0;
  const [making, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<Key>();
  if (keys.isPending) return <PageLoading />;
  if (keys.data === undefined) return <ProblemAlert error={keys.error} onRetry={() => void keys.refetch()} />;
  const items = keys.data.pages.flatMap((page) => page.items);
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text size="sm" c="dimmed" maw={640}>
          {t("keys:lead")}
        </Text>
        <GuardedButton
          reason={helpless ? t("keys:helpless") : undefined}
          leftSection={<IconPlus size={16} />}
          onClick={() => setMaking(true)}
        >
          {t("keys:new.open")}
        </GuardedButton>
      </Group>
      {items.length === 0 ? (
        <EmptyState title={t("keys:empty.title")} lead={t("keys:empty.lead")} />
      ) : (
        <KeysTable keys={items} onRevoke={setLeaving} />
      )}
      {keys.hasNextPage && (
        <Button variant="default" loading={keys.isFetchingNextPage} onClick={() => void keys.fetchNextPage()}>
          {t("parts:more")}
        </Button>
      )}
      {making && <NewKeyDialog onClose={() => setMaking(false)} />}
      {leaving !== undefined && <RevokeDialog key={leaving.id} of={leaving} onClose={() => setLeaving(undefined)} />}
    </Stack>
  );
}

function RevokeDialog({ of: { id, title }, onClose }: { of: Key; onClose: () => void }) {
  const { t } = useTranslation("keys");
  const revoking = useChange(revokeKey, { touches: ["keys"], said: t("revoke.done", { title }), onDone: onClose });
  return (
    <DangerDialog
      title={t("revoke.title", { title })}
      lead={t("revoke.lead")}
      act={t("revoke.open")}
      busy={revoking.isPending}
      error={revoking.error}
      onAct={() => revoking.mutate(id)}
      onClose={onClose}
    />
  );
}
