/// A password of one's own, in place of one that somebody else chose.
import { Button, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changePassword, type Session } from "../../api/session";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { Door } from "./door";

export function ChangeForm({ onDone }: { onDone: (session: Session) => void }) {
  const { t } = useTranslation("sign-in");
  const form = useForm({ initialValues: { current: "", new: "" } });
  const changing = useMutation({ mutationFn: changePassword, onSuccess: onDone });
  return (
    <Door title={t("change.title")} lead={t("change.lead")}>
      <form onSubmit={form.onSubmit((given) => changing.mutate(given))}>
        <Stack gap="sm">
          <PasswordInput
            label={t("change.current")}
            autoComplete="current-password"
            required
            {...form.getInputProps("current")}
          />
          <PasswordInput
            label={t("change.next")}
            description={t("first.passwordHint")}
            autoComplete="new-password"
            required
            {...form.getInputProps("new")}
          />
          {changing.error && <ProblemAlert error={changing.error} />}
          <Button type="submit" loading={changing.isPending}>
            {t("change.submit")}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
