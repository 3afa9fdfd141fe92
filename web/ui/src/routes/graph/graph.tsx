/// One graph: what it is for, how it ran, its definition, what it takes, and its versions.
import { Alert, Badge, Group, Tabs, Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { graphQuery, versionsQuery } from "../../api/graphs";
import { Page } from "../../components/page/page";
import { RunDialog } from "../../components/run-dialog/run-dialog";
import { DefinitionTab } from "./definition-tab";
import { GraphActions } from "./graph-actions";
import { InputsTab } from "./inputs-tab";
import { graphRoute } from "./route";
import { RunsTab } from "./runs-tab";
import { type GraphSearch, TABS, type Tab } from "./search";
import { VersionsTab } from "./versions-tab";

export function Graph() {
  const { t } = useTranslation("graph");
  const { name } = graphRoute.useParams();
  const search = graphRoute.useSearch();
  const navigate = useNavigate();
  const { data: graph } = useSuspenseQuery(graphQuery(name, search.version));
  const change = (next: GraphSearch) =>
    void navigate({ to: "/graphs/$name", params: { name }, search: next, replace: true });
  const { run, ...without } = search;
  return (
    <Page
      title={name}
      badge={
        <Badge variant="light" color="gray" tt="none">
          {t("version", { version: graph.version })}
        </Badge>
      }
      actions={<GraphActions graph={graph} onRun={() => change({ ...search, run: true })} />}
    >
      <About definition={graph.definition} />
      {search.version !== undefined && <OldVersion name={name} version={search.version} />}
      <Tabs
        value={search.tab ?? "runs"}
        onChange={(tab) => change({ ...without, tab: (tab ?? "runs") as Tab })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="runs">
          <RunsTab graph={name} />
        </Tabs.Panel>
        <Tabs.Panel value="definition">
          <DefinitionTab graph={graph} />
        </Tabs.Panel>
        <Tabs.Panel value="inputs">
          <InputsTab graph={graph} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <VersionsTab name={name} search={search} onChange={change} />
        </Tabs.Panel>
      </Tabs>
      {run && <RunDialog graph={name} version={search.version} onClose={() => change(without)} />}
    </Page>
  );
}

function About({ definition }: { definition: Record<string, unknown> }) {
  const { t } = useTranslation("graph");
  const { description, labels, nodes } = definition;
  const count = typeof nodes === "object" && nodes !== null ? Object.keys(nodes).length : 0;
  return (
    <Group gap="sm">
      {typeof description === "string" && <Text style={{ overflowWrap: "anywhere" }}>{description}</Text>}
      <Text size="sm" c="dimmed">
        {t("nodes", { count })}
      </Text>
      {Object.entries(labels ?? {}).map(([label, value]) => (
        <Badge key={label} variant="outline" color="gray" tt="none" fw={500}>
          {label}={String(value)}
        </Badge>
      ))}
    </Group>
  );
}

/** Says that this is not the newest version, if it is not. */
function OldVersion({ name, version }: { name: string; version: number }) {
  const { t } = useTranslation("graph");
  const newest = useSuspenseQuery(versionsQuery(name)).data.items[0]?.version;
  if (newest === version) return null;
  return (
    <Alert color="yellow" variant="light">
      {t("old", { version })}{" "}
      <Link to="/graphs/$name" params={{ name }}>
        {t("toNewest")}
      </Link>
    </Alert>
  );
}
