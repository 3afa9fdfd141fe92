/// Keys for programs: one's own; for an admin, those of all.
import { Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Key, keysQuery, revokeKey } from "../../../api/keys";
import { useChange } from "../../../components/change/use-change";
import { ConfirmDialog } from "../../../components/dialog/confirm-dialog";
import { EmptyState } from "../../../components/page/empty-state";
import { Lead } from "../../../components/page/lead";
import { PageLoading } from "../../../components/page/page-loading";
import { GuardedButton } from "../../../components/permission/guarded-button";
import { useSession } from "../../../components/permission/use-session";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { MoreButton } from "../../../components/table/more-button";
import { KeysTable } from "./keys-table";
import { NewKeyDialog } from "./new-key-dialog";

export function Keys() {
  const { t } = useTranslation("keys");
  const keys = useInfiniteQuery(keysQuery);
  const helpless = Object.keys(useSession().grants).length === 0;
  const [making, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<Key>();
  if (keys.isPending) return <PageLoading />;
  if (keys.data === undefined) return <ProblemAlert error={keys.error} onRetry={() => void keys.refetch()} />;
  const items = keys.data.pages.flatMap((page) => page.items);
  return (
    <Stack gap="md">
      <Lead text={t("lead")}>
        <GuardedButton
          reason={helpless ? t("helpless") : undefined}
          leftSection={<IconPlus size={16} />}
          onClick={() => setMaking(true)}
        >
          {t("new.open")}
        </GuardedButton>
      </Lead>
      {items.length === 0 ? (
        <EmptyState title={t("empty.title")} lead={t("empty.lead")} />
      ) : (
        <KeysTable keys={items} onRevoke={setLeaving} />
      )}
      <MoreButton list={keys} />
      {making && <NewKeyDialog onClose={() => setMaking(false)} />}
      {leaving !== undefined && <RevokeDialog key={leaving.id} of={leaving} onClose={() => setLeaving(undefined)} />}
    </Stack>
  );
}

function RevokeDialog({ of: { id, title }, onClose }: { of: Key; onClose: () => void }) {
  const { t } = useTranslation("keys");
  const revoking = useChange(revokeKey, { touches: ["keys"], said: t("revoke.done", { title }), onDone: onClose });
  return (
    <ConfirmDialog
      title={t("revoke.title", { title })}
      lead={t("revoke.lead")}
      act={t("revoke.open")}
      grave
      change={revoking}
      onAct={() => revoking.mutate(id)}
      onClose={onClose}
    />
  );
}
