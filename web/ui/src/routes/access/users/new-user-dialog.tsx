/// Make a user.
import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createUser } from "../../../api/users";
import { useChange } from "../../../components/change/use-change";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { FirstPassword } from "./first-password";
import { EVERYWHERE, type Grant, grantsFrom } from "./grants";
import { GrantsInput } from "./grants-input";

const FIRST: Grant = { project: EVERYWHERE, role: "viewer" };

export function NewUserDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["users", "parts"]);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [rows, setRows] = useState<Grant[]>([FIRST]);
  const making = useChange(createUser, { touches: ["users"], said: t("users:new.done", { name }), onDone: onClose });
  return (
    <Modal opened onClose={onClose} title={t("users:new.open")} closeButtonProps={{ "aria-label": t("parts:close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate({ name, password, grants: grantsFrom(rows) });
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t("users:new.lead")}</Text>
          <TextInput
            label={t("users:name")}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            autoComplete="off"
            maxLength={64}
            required
            data-autofocus
          />
          <FirstPassword value={password} onChange={setPassword} />
          <GrantsInput rows={rows} onChange={setRows} />
          {making.error && <ProblemAlert error={making.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("parts:cancel")}
            </Button>
            <Button type="submit" loading={making.isPending}>
              {t("users:new.act")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
