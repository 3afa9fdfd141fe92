/// A value to read, to copy and to keep as a file.
import { Button, CopyButton, Group, Stack } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { saveFile } from "../file/save-file";
import { JsonTree } from "./json-tree";

/** `file` is the name of the file that a download makes; `name` is what the value is called for screen readers. */
export function JsonValue({ value, name, file }: { value: unknown; name: string; file: string }) {
  const { t } = useTranslation("json");
  return (
    <Stack gap={6}>
      <JsonTree value={value} name={name} />
      <Group gap={6}>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconDownload size={13} aria-hidden />}
          onClick={() => saveFile(file, JSON.stringify(value, null, 2), "application/json")}
        >
          {t("download")}
        </Button>
        <CopyButton value={JSON.stringify(value, null, 2) ?? ""}>
          {({ copied, copy }) => (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
              onClick={copy}
            >
              {copied ? t("copied") : t("copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
