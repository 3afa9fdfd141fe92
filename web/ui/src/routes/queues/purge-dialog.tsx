/// Empties a queue, once its name is typed and the reason is given.
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { purge, type Queue } from "../../api/queues";
import { ConfirmDialog } from "../../components/dialog/confirm-dialog";

export function PurgeDialog({ queue: { name, depth }, onClose }: { queue: Queue; onClose: () => void }) {
  const { t } = useTranslation("queues");
  const queries = useQueryClient();
  const purging = useMutation({
    mutationFn: (why: string) => purge(name, why),
    onSuccess: (removed) => {
      void queries.invalidateQueries({ queryKey: ["queues"] });
      notifications.show({ message: t("purged", { count: removed, name }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t("purgeThis", { name })}
      lead={t("purgeLead", { count: depth })}
      act={t("purge")}
      grave
      reason="required"
      word={name}
      change={purging}
      onAct={(why) => purging.mutate(why)}
      onClose={onClose}
    />
  );
}
