/// Who may come in and what they may do: one's own account, keys for programs, secrets for nodes, users.
import { Tabs } from "@mantine/core";
import { IconKey, IconLockPassword, IconUser, IconUsers } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../components/page/page";
import { RoleNeeded } from "../../components/permission/role-needed";
import { useSession } from "../../components/permission/use-session";
import { Account } from "./account/account";
import { Keys } from "./keys/keys";
import { accessRoute } from "./route";
import { Secrets } from "./secrets/secrets";
import { mayOpenTab, NEEDS, TABS, type Tab } from "./tabs";
import { Users } from "./users/users";

interface Part {
  icon: ComponentType<{ size?: number }>;
  content: ComponentType;
}

const PARTS: Readonly<Record<Tab, Part>> = {
  account: { icon: IconUser, content: Account },
  keys: { icon: IconKey, content: Keys },
  secrets: { icon: IconLockPassword, content: Secrets },
  users: { icon: IconUsers, content: Users },
};

export function Access() {
  const { t } = useTranslation("access");
  const { tab: current = "account" } = accessRoute.useSearch();
  const session = useSession();
  const navigate = useNavigate();
  const open = (tab: string | null) => void navigate({ to: "/access", search: { tab: (tab ?? "account") as Tab } });
  return (
    <Page title={t("title")}>
      <Tabs value={current} onChange={open} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.filter((tab) => tab === current || mayOpenTab(session, tab)).map((tab) => {
            const { icon: Icon } = PARTS[tab];
            return (
              <Tabs.Tab key={tab} value={tab} leftSection={<Icon size={16} />}>
                {t(`tabs.${tab}`)}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        {TABS.map((tab) => (
          <Tabs.Panel key={tab} value={tab}>
            <Content tab={tab} allowed={mayOpenTab(session, tab)} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}

function Content({ tab, allowed }: { tab: Tab; allowed: boolean }) {
  const need = NEEDS[tab];
  const { content: Inside } = PARTS[tab];
  return allowed || need === undefined ? <Inside /> : <RoleNeeded {...need} />;
}
