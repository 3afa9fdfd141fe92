/// The second factor taken off, with the password and a last code.
import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { removeFactor } from "../../../api/account";
import { sessionQuery } from "../../../api/session";
import { useChange } from "../../../components/change/use-change";
import { ProblemAlert } from "../../../components/problem/problem-alert";

export function FactorRemoval({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["account", "parts"]);
  const form = useForm({ initialValues: { password: "", code: "" } });
  const removal = useChange(removeFactor, {
    touches: sessionQuery.queryKey,
    said: t("account:factor.removed"),
    onDone: onClose,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("account:factor.remove")}
      closeButtonProps={{ "aria-label": t("parts:close") }}
    >
      <form onSubmit={form.onSubmit((given) => removal.mutate(given))}>
        <Stack gap="md">
          <Text size="sm">{t("account:factor.removeLead")}</Text>
          <PasswordInput
            label={t("account:password.current")}
            autoComplete="current-password"
            required
            data-autofocus
            {...form.getInputProps("password")}
          />
          <TextInput
            label={t("account:factor.code")}
            description={t("account:factor.anyCode")}
            autoComplete="one-time-code"
            required
            {...form.getInputProps("code")}
          />
          {removal.error && <ProblemAlert error={removal.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("parts:cancel")}
            </Button>
            <Button type="submit" color="red" loading={removal.isPending}>
              {t("account:factor.remove")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
