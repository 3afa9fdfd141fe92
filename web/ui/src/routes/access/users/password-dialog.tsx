/// A new password for somebody who has lost theirs; they choose their own when they sign in.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeUser, type User } from "../../../api/users";
import { useChange } from "../../../components/change/use-change";
import { FormDialog } from "../../../components/dialog/form-dialog";
import { FirstPassword } from "./first-password";

export function PasswordDialog({ user: { name }, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation("users");
  const [password, setPassword] = useState("");
  const change = useChange(changeUser, { touches: ["users"], said: t("reset.done", { name }), onDone: onClose });
  return (
    <FormDialog
      title={t("reset.title", { name })}
      lead={t("reset.lead")}
      act={t("reset.open")}
      change={change}
      onAct={() => change.mutate({ name, change: { password } })}
      onClose={onClose}
    >
      <FirstPassword value={password} onChange={setPassword} />
    </FormDialog>
  );
}
