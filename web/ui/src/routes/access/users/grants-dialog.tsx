/// What a user may do, to be changed.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeUser, type User } from "../../../api/users";
import { useChange } from "../../../components/change/use-change";
import { FormDialog } from "../../../components/dialog/form-dialog";
import { grantsFrom, grantsOf } from "./grants";
import { GrantsInput } from "./grants-input";

export function GrantsDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation(["users", "parts"]);
  const [rows, setRows] = useState(() => grantsOf(user.grants));
  const name = user.name;
  const said = t("users:grants.done", { name });
  const change = useChange(changeUser, { touches: ["users"], said, onDone: onClose });
  return (
    <FormDialog
      title={t("users:grants.title", { name })}
      lead={t("users:grants.lead")}
      act={t("parts:save")}
      change={change}
      onAct={() => change.mutate({ name, change: { grants: grantsFrom(rows) } })}
      onClose={onClose}
    >
      <GrantsInput rows={rows} onChange={setRows} />
    </FormDialog>
  );
}
