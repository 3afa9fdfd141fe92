/// A password that somebody else will use once: chosen, or made here, and to be taken along.
import { Button, Group, TextInput } from "@mantine/core";
import { IconDice5 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CopyIcon } from "../../../components/copy/copy-field";
import { makePassword } from "./make-password";

export function FirstPassword({ value, onChange }: { value: string; onChange: (password: string) => void }) {
  const { t } = useTranslation("users");
  return (
    <Group gap="xs" align="end" wrap="nowrap">
      <TextInput
        label={t("first.label")}
        description={t("first.hint")}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        minLength={8}
        required
        flex={1}
        rightSection={value !== "" && <CopyIcon value={value} />}
      />
      <Button variant="default" leftSection={<IconDice5 size={16} />} onClick={() => onChange(makePassword())}>
        {t("first.make")}
      </Button>
    </Group>
  );
}
