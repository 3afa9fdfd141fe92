/// What a user may do, to be changed.
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeUser, type User } from "../../../api/users";
import { useChange } from "../../../components/change/use-change";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { grantsFrom, grantsOf } from "./grants";
import { GrantsInput } from "./grants-input";

export function GrantsDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation(["users", "parts"]);
  const [rows, setRows] = useState(() => grantsOf(user.grants));
  const name = user.name;
  const said = t("users:grants.done", { name });
  const change = useChange(changeUser, { touches: ["users"], said, onDone: onClose });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("users:grants.title", { name })}
      closeButtonProps={{ "aria-label": t("parts:close") }}
    >
      <Stack gap="md">
        <Text size="sm">{t("users:grants.lead")}</Text>
        <GrantsInput rows={rows} onChange={setRows} />
        {change.error && <ProblemAlert error={change.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("parts:cancel")}
          </Button>
          <Button
            loading={change.isPending}
            onClick={() => change.mutate({ name, change: { grants: grantsFrom(rows) } })}
          >
            {t("parts:save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
