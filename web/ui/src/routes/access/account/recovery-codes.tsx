/// The codes for who loses the app: shown once, to be copied or kept as a file.
import { Button, Code, Group } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CopyIcon } from "../../../components/copy/copy-field";
import { saveFile } from "../../../components/file/save-file";
import { ShowOnce } from "../../../components/show-once/show-once";

export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { t } = useTranslation("account");
  const text = codes.join("\n");
  return (
    <ShowOnce
      title={t("factor.isOn")}
      warning={t("factor.recovery")}
      kept={t("factor.kept")}
      onKept={onKept}
      ways={
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
      }
    >
      <Code block aria-label={t("factor.recoveryCodes")}>
        {text}
      </Code>
    </ShowOnce>
  );
}
