/// A new password for somebody who has lost theirs; they choose their own when they sign in.
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeUser, type User } from "../../../api/users";
import { useChange } from "../../../components/change/use-change";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { FirstPassword } from "./first-password";

export function PasswordDialog({ user: { name }, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation(["users", "parts"]);
  const [password, setPassword] = useState("");
  const change = useChange(changeUser, { touches: ["users"], said: t("users:reset.done", { name }), onDone: onClose });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("users:reset.title", { name })}
      closeButtonProps={{ "aria-label": t("parts:close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ name, change: { password } });
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t("users:reset.lead")}</Text>
          <FirstPassword value={password} onChange={setPassword} />
          {change.error && <ProblemAlert error={change.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("parts:cancel")}
            </Button>
            <Button type="submit" loading={change.isPending}>
              {t("users:reset.open")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
