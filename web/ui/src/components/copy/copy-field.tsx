/// Something to take along: selected when it is touched, copied with one press.
import { ActionIcon, CopyButton, TextInput, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <TextInput
      label={label}
      value={value}
      readOnly
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      onFocus={({ currentTarget }) => currentTarget.select()}
      rightSection={<CopyIcon value={value} />}
    />
  );
}

/** The press alone. Where the browser lets no page write to the clipboard, the text can still be selected. */
export function CopyIcon({ value }: { value: string }) {
  const { t } = useTranslation("parts");
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={t(copied ? "copied" : "copy")}>
          <ActionIcon variant="subtle" color={copied ? "green" : "gray"} onClick={copy} aria-label={t("copy")}>
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
