/// One's own password, changed.
import { Button, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changePassword, sessionQuery } from "../../../api/session";
import { useChange } from "../../../components/change/use-change";
import { ProblemAlert } from "../../../components/problem/problem-alert";

const EMPTY = { current: "", next: "", again: "" };

export function PasswordForm() {
  const { t } = useTranslation("account");
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: EMPTY,
    validate: { again: (again, { next }) => (again === next ? null : t("password.differs")) },
  });
  const changing = useChange(changePassword, {
    touches: ["own-sessions"],
    said: t("password.done"),
    onDone: (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      form.reset();
    },
  });
  return (
    <form onSubmit={form.onSubmit(({ current, next }) => changing.mutate({ current, new: next }))}>
      <Stack gap="sm">
        <PasswordInput
          label={t("password.current")}
          autoComplete="current-password"
          required
          {...form.getInputProps("current")}
        />
        <PasswordInput
          label={t("password.next")}
          description={t("password.hint")}
          autoComplete="new-password"
          required
          {...form.getInputProps("next")}
        />
        <PasswordInput
          label={t("password.again")}
          autoComplete="new-password"
          required
          {...form.getInputProps("again")}
        />
        {changing.error && <ProblemAlert error={changing.error} />}
        <Button type="submit" variant="default" loading={changing.isPending} w="fit-content">
          {t("password.act")}
        </Button>
      </Stack>
    </form>
  );
}
