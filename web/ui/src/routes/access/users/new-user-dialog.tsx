/// Make a user.
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createUser } from "../../../api/users";
import { useChange } from "../../../components/change/use-change";
import { FormDialog } from "../../../components/dialog/form-dialog";
import { FirstPassword } from "./first-password";
import { EVERYWHERE, type Grant, grantsFrom } from "./grants";
import { GrantsInput } from "./grants-input";

const FIRST: Grant = { project: EVERYWHERE, role: "viewer" };

export function NewUserDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("users");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [rows, setRows] = useState<Grant[]>([FIRST]);
  const making = useChange(createUser, { touches: ["users"], said: t("new.done", { name }), onDone: onClose });
  return (
    <FormDialog
      title={t("new.open")}
      lead={t("new.lead")}
      act={t("new.act")}
      change={making}
      onAct={() => making.mutate({ name, password, grants: grantsFrom(rows) })}
      onClose={onClose}
    >
      <TextInput
        label={t("name")}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        autoComplete="off"
        maxLength={64}
        required
        data-autofocus
      />
      <FirstPassword value={password} onChange={setPassword} />
      <GrantsInput rows={rows} onChange={setRows} />
    </FormDialog>
  );
}
