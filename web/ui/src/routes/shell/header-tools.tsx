/// What stands at the end of the header on every screen.
import { ActionIcon, Group, Tooltip } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LiveBadge } from "../../components/live/live-badge";
import { PreferencesMenu } from "../../components/preferences/preferences-menu";
import { AccountMenu } from "./account-menu";

export function HeaderTools({ onFind }: { onFind: () => void }) {
  const { t } = useTranslation("shell");
  return (
    <Group gap="xs" wrap="nowrap">
      <LiveBadge />
      <Tooltip label={t("palette.open")}>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("palette.open")} onClick={onFind}>
          <IconSearch size={18} />
        </ActionIcon>
      </Tooltip>
      <PreferencesMenu />
      <AccountMenu />
    </Group>
  );
}
