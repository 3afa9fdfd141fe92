/// What this Aurora is, how it does, and how it is set.
import { SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { mayEverywhere } from "../../api/session";
import { Page } from "../../components/page/page";
import { RoleNeeded } from "../../components/permission/role-needed";
import { useSession } from "../../components/permission/use-session";
import { About } from "./about";
import { HealthCard } from "./health-card";
import { Links } from "./links";
import { SettingsList } from "./settings-list";

export function Settings() {
  const { t } = useTranslation("settings");
  const allowed = mayEverywhere(useSession(), "admin");
  return (
    <Page title={t("title")}>
      <SimpleGrid cols={{ base: 1, md: 3 }}>
        <HealthCard />
        <About />
        <Links />
      </SimpleGrid>
      {allowed ? <SettingsList /> : <RoleNeeded role="admin" everywhere />}
    </Page>
  );
}
