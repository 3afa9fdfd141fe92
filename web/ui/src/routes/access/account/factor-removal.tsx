/// The second factor taken off, with the password and a last code.
import { PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { removeFactor } from "../../../api/account";
import { sessionQuery } from "../../../api/session";
import { useChange } from "../../../components/change/use-change";
import { FormDialog } from "../../../components/dialog/form-dialog";

export function FactorRemoval({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("account");
  const form = useForm({ initialValues: { password: "", code: "" } });
  const removal = useChange(removeFactor, {
    touches: sessionQuery.queryKey,
    said: t("factor.removed"),
    onDone: onClose,
  });
  return (
    <FormDialog
      title={t("factor.remove")}
      lead={t("factor.removeLead")}
      act={t("factor.remove")}
      grave
      change={removal}
      onAct={form.onSubmit((given) => removal.mutate(given))}
      onClose={onClose}
    >
      <PasswordInput
        label={t("password.current")}
        autoComplete="current-password"
        required
        data-autofocus
        {...form.getInputProps("password")}
      />
      <TextInput
        label={t("factor.code")}
        description={t("factor.anyCode")}
        autoComplete="one-time-code"
        required
        {...form.getInputProps("code")}
      />
    </FormDialog>
  );
}
