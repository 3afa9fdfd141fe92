/// The settings in force, each with its origin. Secrets come masked from the API.
import { Badge, Code, Group, Switch, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Setting, settingsQuery } from "../../api/about";
import { TextFilter } from "../../components/filter/text-filter";
import { EmptyState } from "../../components/page/empty-state";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { ListTable } from "../../components/table/list-table";
import { settingsRoute } from "./route";
import { isChanged, narrowed, type SettingsSearch, settingsSearchOf } from "./search";

export function SettingsList() {
  const { t } = useTranslation("settings");
  const search = settingsRoute.useSearch();
  const navigate = useNavigate();
  const settings = useQuery(settingsQuery);
  const narrow = (change: Partial<Record<keyof SettingsSearch, unknown>>) =>
    void navigate({ to: "/settings", search: settingsSearchOf({ ...search, ...change }), replace: true });
  if (settings.isPending) return <PageLoading />;
  if (settings.data === undefined) {
    return <ProblemAlert error={settings.error} onRetry={() => void settings.refetch()} />;
  }
  const shown = narrowed(settings.data.items, search);
  return (
    <>
      <Group justify="space-between" align="end">
        <div>
          <Title order={2} size="h4">
            {t("list.title")}
          </Title>
          <Text size="sm" c="dimmed">
            {t("list.lead")}
          </Text>
        </div>
        <Group gap="md" align="end">
          <Switch
            label={t("list.changed")}
            checked={search.changed ?? false}
            onChange={({ currentTarget }) => narrow({ changed: currentTarget.checked })}
            mb={8}
          />
          <TextFilter label={t("list.find")} value={search.text} onChange={(text) => narrow({ text })} width={220} />
        </Group>
      </Group>
      {shown.length === 0 ? <EmptyState title={t("list.empty")} /> : <Rows settings={shown} />}
    </>
  );
}

function Rows({ settings }: { settings: Setting[] }) {
  const { t } = useTranslation("settings");
  return (
    <ListTable label={t("list.title")} minWidth={640} heads={[t("list.key"), t("list.value"), t("list.origin")]}>
      {settings.map((setting) => (
        <Table.Tr key={setting.key}>
          <Table.Td ff="monospace" fz="sm">
            {setting.key}
          </Table.Td>
          <Table.Td maw={480} style={{ overflowWrap: "anywhere" }}>
            <Code>{JSON.stringify(setting.value)}</Code>
          </Table.Td>
          <Table.Td>
            {isChanged(setting) ? (
              <Badge variant="light" tt="none" fw={500}>
                {setting.origin}
              </Badge>
            ) : (
              <Text size="sm" c="dimmed">
                {t("list.default")}
              </Text>
            )}
          </Table.Td>
        </Table.Tr>
      ))}
    </ListTable>
  );
}
