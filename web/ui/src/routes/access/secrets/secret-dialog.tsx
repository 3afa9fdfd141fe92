/// Keep a secret: a new one, or another value for one that is there.
import { PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { keepSecret, type Secret } from "../../../api/secrets";
import { useChange } from "../../../components/change/use-change";
import { FormDialog } from "../../../components/dialog/form-dialog";

/** What an expression can refer to. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const PROJECT = /^[^/*]{1,128}$/;

export function SecretDialog({ of, onClose }: { of: Partial<Secret>; onClose: () => void }) {
  const { t } = useTranslation(["secrets", "parts"]);
  const isNew = of.name === undefined;
  const form = useForm({
    initialValues: { project: of.project ?? "default", name: of.name ?? "", value: "" },
    validate: {
      project: (project) => (PROJECT.test(project) ? null : t("secrets:set.badProject")),
      name: (name) => (NAME.test(name) ? null : t("secrets:set.badName")),
    },
  });
  const said = t("secrets:set.done", { name: form.values.name });
  const keeping = useChange(keepSecret, { touches: ["secrets"], said, onDone: onClose });
  return (
    <FormDialog
      title={isNew ? t("secrets:set.open") : t("secrets:set.title", { name: of.name })}
      lead={t("secrets:set.lead")}
      act={t("parts:save")}
      change={keeping}
      onAct={form.onSubmit((given) => keeping.mutate(given))}
      onClose={onClose}
    >
      <TextInput label={t("secrets:project")} required disabled={!isNew} {...form.getInputProps("project")} />
      <TextInput
        label={t("secrets:name")}
        description={t("secrets:set.nameHint")}
        required
        disabled={!isNew}
        {...form.getInputProps("name")}
      />
      <PasswordInput
        label={t("secrets:set.value")}
        autoComplete="off"
        required
        data-autofocus={!isNew || undefined}
        {...form.getInputProps("value")}
      />
    </FormDialog>
  );
}
