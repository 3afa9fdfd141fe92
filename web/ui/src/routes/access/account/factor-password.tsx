/// One's own password again, before the second factor is touched.
import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemAlert } from "../../../components/problem/problem-alert";

interface FactorPasswordProps {
  busy: boolean;
  error: Error | null;
  onGo: (password: string) => void;
}

export function FactorPassword({ busy, error, onGo }: FactorPasswordProps) {
  const { t } = useTranslation("account");
  const [password, setPassword] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onGo(password);
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t("factor.why")}</Text>
        <PasswordInput
          label={t("password.current")}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          autoComplete="current-password"
          required
          data-autofocus
        />
        {error !== null && <ProblemAlert error={error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={busy}>
            {t("factor.next")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
