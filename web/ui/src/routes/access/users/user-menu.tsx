/// What can be done about a user.
import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconKey, IconLock, IconLockOpen, IconShieldOff, IconTrash, IconUserCog } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { User } from "../../../api/users";
import { useSession } from "../../../components/permission/use-session";
import type { Intent } from "./user-dialog";

export function UserMenu({ user, onIntend }: { user: User; onIntend: (intent: Intent) => void }) {
  const { t } = useTranslation("users");
  const own = useSession().user === user.name;
  const intend = (kind: Intent["kind"]) => () => onIntend({ kind, user });
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("actionsOf", { name: user.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUserCog size={16} />} onClick={intend("grants")}>
          {t("grants.open")}
        </Menu.Item>
        <Menu.Item leftSection={<IconKey size={16} />} onClick={intend("password")}>
          {t("reset.open")}
        </Menu.Item>
        {user.second_factor && (
          <Menu.Item leftSection={<IconShieldOff size={16} />} onClick={intend("factor")}>
            {t("factor.open")}
          </Menu.Item>
        )}
        <Menu.Divider />
        {own && <Menu.Label>{t("own")}</Menu.Label>}
        <Menu.Item
          leftSection={user.disabled ? <IconLockOpen size={16} /> : <IconLock size={16} />}
          onClick={intend(user.disabled ? "enable" : "disable")}
          disabled={own}
        >
          {t(user.disabled ? "enable.open" : "disable.open")}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={intend("remove")} disabled={own}>
          {t("remove.open")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
