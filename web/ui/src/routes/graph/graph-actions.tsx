/// What can be done with a graph as a whole.
import { Button, Group, Menu } from "@mantine/core";
import { IconChevronDown, IconFileExport, IconGridDots, IconPencil, IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { exportAddress, type GraphDetail } from "../../api/graphs";
import { GuardedButton } from "../../components/permission/guarded-button";

export function GraphActions({ graph: { name, version, project }, onRun }: { graph: GraphDetail; onRun: () => void }) {
  const { t } = useTranslation("graph");
  return (
    <Group gap="sm">
      <Button
        variant="default"
        leftSection={<IconGridDots size={16} />}
        renderRoot={(props) => <Link to="/graphs/$name/grid" params={{ name }} {...props} />}
      >
        {t("grid")}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconFileExport size={16} />}
            rightSection={<IconChevronDown size={14} />}
          >
            {t("export")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(["yaml", "json", "toml"] as const).map((format) => (
            <Menu.Item
              key={format}
              component="a"
              href={exportAddress(name, version, format)}
              download={`${name}.${format}`}
            >
              {format.toUpperCase()}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        leftSection={<IconPencil size={16} />}
        renderRoot={(props) => <Link to="/graphs/$name/edit" params={{ name }} {...props} />}
      >
        {t("edit")}
      </Button>
      <GuardedButton role="operator" project={project} leftSection={<IconPlayerPlay size={16} />} onClick={onRun}>
        {t("run")}
      </GuardedButton>
    </Group>
  );
}
