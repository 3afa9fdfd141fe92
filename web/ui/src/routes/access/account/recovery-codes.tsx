/// The codes for who loses the app: shown once, to be copied or kept as a file.
import { Alert, Button, Code, Group, Stack } from "@mantine/core";
import { IconAlertTriangle, IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CopyIcon } from "../../../components/copy/copy-field";
import { saveFile } from "../../../components/file/save-file";

export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { t } = useTranslation("account");
  const text = codes.join("\n");
  return (
    <Stack gap="md">
      <Alert color="yellow" icon={<IconAlertTriangle />} title={t("factor.isOn")}>
        {t("factor.recovery")}
      </Alert>
      <Code block aria-label={t("factor.recoveryCodes")}>
        {text}
      </Code>
      <Group justify="space-between">
        <Group gap="xs">
          <CopyIcon value={text} />
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            onClick={() => saveFile("aurora-recovery-codes.txt", `${text}\n`)}
          >
            {t("factor.download")}
          </Button>
        </Group>
        <Button onClick={onKept}>{t("factor.kept")}</Button>
      </Group>
    </Stack>
  );
}
