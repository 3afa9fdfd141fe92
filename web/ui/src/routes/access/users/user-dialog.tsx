/// The dialog of what is about to be done about a user.
import { useTranslation } from "react-i18next";
import { changeUser, removeUser, type User, type UserChange } from "../../../api/users";
import { useChange } from "../../../components/change/use-change";
import { ConfirmDialog } from "../../../components/dialog/confirm-dialog";
import { GrantsDialog } from "./grants-dialog";
import { PasswordDialog } from "./password-dialog";

/** Something to do about somebody. */
export interface Intent {
  kind: "grants" | "password" | "factor" | "enable" | "disable" | "remove";
  user: User;
}

interface UserDialogProps extends Intent {
  onClose: () => void;
}

export function UserDialog({ kind, user, onClose }: UserDialogProps) {
  if (kind === "grants") return <GrantsDialog user={user} onClose={onClose} />;
  if (kind === "password") return <PasswordDialog user={user} onClose={onClose} />;
  if (kind === "remove") return <RemoveDialog user={user} onClose={onClose} />;
  return <ChangeDialog kind={kind} user={user} onClose={onClose} />;
}

const CHANGES: Readonly<Record<"factor" | "enable" | "disable", UserChange>> = {
  factor: { reset_second_factor: true },
  enable: { disabled: false },
  disable: { disabled: true },
};

function ChangeDialog({ kind, user, onClose }: { kind: keyof typeof CHANGES; user: User; onClose: () => void }) {
  const { t } = useTranslation("users");
  const name = user.name;
  const change = useChange(changeUser, { touches: ["users"], said: t(`${kind}.done`, { name }), onDone: onClose });
  return (
    <ConfirmDialog
      title={t(`${kind}.title`, { name })}
      lead={t(`${kind}.lead`)}
      act={t(`${kind}.open`)}
      grave
      change={change}
      onAct={() => change.mutate({ name, change: CHANGES[kind] })}
      onClose={onClose}
    />
  );
}

function RemoveDialog({ user: { name }, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation("users");
  const removal = useChange(removeUser, { touches: ["users"], said: t("remove.done", { name }), onDone: onClose });
  return (
    <ConfirmDialog
      title={t("remove.title", { name })}
      lead={t("remove.lead")}
      act={t("remove.open")}
      grave
      change={removal}
      onAct={() => removal.mutate(name)}
      onClose={onClose}
    />
  );
}
