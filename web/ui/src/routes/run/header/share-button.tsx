/// A link to exactly what is shown.
import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconLink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

export function ShareButton() {
  const { t } = useTranslation("run");
  return (
    <CopyButton value={window.location.href}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t("copied") : t("share")}>
          <ActionIcon variant="default" size={36} onClick={copy} aria-label={copied ? t("copied") : t("share")}>
            {copied ? <IconCheck size={18} aria-hidden /> : <IconLink size={18} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
