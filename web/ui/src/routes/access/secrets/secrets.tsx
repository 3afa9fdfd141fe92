/// Secrets of projects by name. What they are is never shown.
import { Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { removeSecret, type Secret, secretsQuery } from "../../../api/secrets";
import { may } from "../../../api/session";
import { useChange } from "../../../components/change/use-change";
import { ConfirmDialog } from "../../../components/dialog/confirm-dialog";
import { EmptyState } from "../../../components/page/empty-state";
import { Lead } from "../../../components/page/lead";
import { PageLoading } from "../../../components/page/page-loading";
import { GuardedButton } from "../../../components/permission/guarded-button";
import { useSession } from "../../../components/permission/use-session";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { SecretDialog } from "./secret-dialog";
import { SecretsTable } from "./secrets-table";

export function Secrets() {
  const { t } = useTranslation(["secrets", "roles"]);
  const session = useSession();
  const secrets = useQuery(secretsQuery);
  const [setting, setSetting] = useState<Partial<Secret>>();
  const [leaving, setLeaving] = useState<Secret>();
  if (secrets.isPending) return <PageLoading />;
  if (secrets.data === undefined) return <ProblemAlert error={secrets.error} onRetry={() => void secrets.refetch()} />;
  const { items } = secrets.data;
  const reason = may(session, "admin") ? undefined : t("roles:needed.somewhere", { role: t("roles:admin") });
  return (
    <Stack gap="md">
      <Lead text={t("secrets:lead")}>
        <GuardedButton reason={reason} leftSection={<IconPlus size={16} />} onClick={() => setSetting({})}>
          {t("secrets:set.open")}
        </GuardedButton>
      </Lead>
      {items.length === 0 ? (
        <EmptyState title={t("secrets:empty.title")} lead={t("secrets:empty.lead")} />
      ) : (
        <SecretsTable secrets={items} onReplace={setSetting} onRemove={setLeaving} />
      )}
      {setting !== undefined && <SecretDialog of={setting} onClose={() => setSetting(undefined)} />}
      {leaving !== undefined && <RemoveDialog of={leaving} onClose={() => setLeaving(undefined)} />}
    </Stack>
  );
}

function RemoveDialog({ of, onClose }: { of: Secret; onClose: () => void }) {
  const { t } = useTranslation("secrets");
  const { name } = of;
  const removal = useChange(removeSecret, { touches: ["secrets"], said: t("remove.done", { name }), onDone: onClose });
  return (
    <ConfirmDialog
      title={t("remove.title", { name })}
      lead={t("remove.lead")}
      act={t("remove.open")}
      grave
      change={removal}
      onAct={() => removal.mutate(of)}
      onClose={onClose}
    />
  );
}
