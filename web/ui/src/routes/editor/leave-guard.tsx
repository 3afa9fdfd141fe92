/// Asks before somebody leaves with changes that are not stored.
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "../../components/dialog/confirm-dialog";
import { isChanged, useEditor, useReason } from "./use-editor";

export function LeaveGuard() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const mayChange = useReason() === undefined;
  const wouldLose = () => mayChange && isChanged(editor.getState());
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && wouldLose(),
    enableBeforeUnload: wouldLose,
    withResolver: true,
  });
  if (status !== "blocked") return null;
  return (
    <ConfirmDialog
      title={t("leave.title")}
      lead={t("leave.lead")}
      act={t("leave.go")}
      leave={t("leave.stay")}
      grave
      onAct={proceed}
      onClose={reset}
    />
  );
}
