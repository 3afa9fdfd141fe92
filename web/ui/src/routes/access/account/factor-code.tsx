/// The picture for the authenticator app, and the first code of it.
import { Button, Center, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Factor } from "../../../api/account";
import { CopyField } from "../../../components/copy/copy-field";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { QrCode } from "../../../components/qr/qr-code";

interface FactorCodeProps {
  factor: Factor;
  busy: boolean;
  error: Error | null;
  onCode: (code: string) => void;
}

export function FactorCode({ factor, busy, error, onCode }: FactorCodeProps) {
  const { t } = useTranslation("account");
  const [code, setCode] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onCode(code);
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t("factor.scan")}</Text>
        <Center>
          <QrCode text={factor.address} label={t("factor.picture")} />
        </Center>
        <CopyField label={t("factor.seed")} value={factor.seed} />
        <TextInput
          label={t("factor.code")}
          description={t("factor.codeHint")}
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          data-autofocus
        />
        {error !== null && <ProblemAlert error={error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={busy}>
            {t("factor.turnOn")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
