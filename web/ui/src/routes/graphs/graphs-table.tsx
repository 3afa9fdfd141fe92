/// Graphs as rows.
import { ActionIcon, Anchor, Group, Menu, Table, Text } from "@mantine/core";
import { IconDots, IconFileExport, IconGridDots, IconPencil, IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { exportAddress, type GraphWithRuns } from "../../api/graphs";
import { Moment } from "../../components/moment/moment";
import { GuardedButton } from "../../components/permission/guarded-button";
import { RecentRuns } from "../../components/runs/recent-runs";
import { ListTable } from "../../components/table/list-table";
import { successRate } from "./success-rate";

export function GraphsTable({ graphs, onRun }: { graphs: GraphWithRuns[]; onRun: (name: string) => void }) {
  const { t } = useTranslation("graphs");
  return (
    <ListTable label={t("caption")} minWidth={760} heads={[t("name"), t("recent"), t("rate"), t("last"), t("actions")]}>
      {graphs.map((graph) => (
        <Row key={graph.name} graph={graph} onRun={onRun} />
      ))}
    </ListTable>
  );
}

function Row({ graph, onRun }: { graph: GraphWithRuns; onRun: (name: string) => void }) {
  const { t, i18n } = useTranslation("graphs");
  const { name, version, project, recent } = graph;
  const rate = successRate(recent);
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor fw={600} renderRoot={(props) => <Link to="/graphs/$name" params={{ name }} {...props} />}>
          {name}
        </Anchor>{" "}
        <Text span size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
          {t("version", { version })}
        </Text>
      </Table.Td>
      <Table.Td>
        <RecentRuns runs={recent} />
      </Table.Td>
      <Table.Td>
        {rate === undefined ? "–" : new Intl.NumberFormat(i18n.language, { style: "percent" }).format(rate)}
      </Table.Td>
      <Table.Td>
        <Moment at={recent[0]?.created} />
      </Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap">
          <GuardedButton
            role="operator"
            project={project}
            size="compact-sm"
            variant="light"
            leftSection={<IconPlayerPlay size={14} />}
            aria-label={t("runThis", { name })}
            onClick={() => onRun(name)}
          >
            {t("run")}
          </GuardedButton>
          <More graph={graph} />
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function More({ graph: { name, version } }: { graph: GraphWithRuns }) {
  const { t } = useTranslation("graphs");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("moreFor", { name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={16} />}
          renderRoot={(props) => <Link to="/graphs/$name/edit" params={{ name }} {...props} />}
        >
          {t("edit")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconGridDots size={16} />}
          renderRoot={(props) => <Link to="/graphs/$name/grid" params={{ name }} {...props} />}
        >
          {t("grid")}
        </Menu.Item>
        {(["yaml", "json", "toml"] as const).map((format) => (
          <Menu.Item
            key={format}
            leftSection={<IconFileExport size={16} />}
            component="a"
            href={exportAddress(name, version, format)}
            download={`${name}.${format}`}
          >
            {t("exportAs", { format: format.toUpperCase() })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
