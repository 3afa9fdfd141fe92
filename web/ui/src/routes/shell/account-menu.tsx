/// Who is signed in, and the way out.
import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconLogout, IconUser } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../components/permission/use-session";
import classes from "./shell.module.css";
import { useSignOut } from "./use-sign-out";

export function AccountMenu() {
  const { t } = useTranslation("shell");
  const { user } = useSession();
  const leave = useSignOut();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconUser size={16} />}
          rightSection={<IconChevronDown size={14} />}
          aria-label={t("account", { name: user })}
        >
          <span className={classes.user}>{user}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("signedInAs", { name: user })}</Menu.Label>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={leave}>
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
