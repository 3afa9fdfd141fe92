/// Which columns the list has.
import { Button, Checkbox, Menu, Stack } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { COLUMNS, type Column } from "../../components/runs/columns";

interface ColumnsMenuProps {
  columns: readonly Column[];
  onChange: (columns: readonly Column[]) => void;
}

export function ColumnsMenu({ columns, onChange }: ColumnsMenuProps) {
  const { t } = useTranslation("runs");
  const toggle = (column: Column) =>
    onChange(COLUMNS.filter((each) => (each === column ? !columns.includes(each) : columns.includes(each))));
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} />}>
          {t("columnsTitle")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap={6} p="xs">
          {COLUMNS.map((column) => (
            <Checkbox
              key={column}
              size="sm"
              label={t(`columns.${column}`)}
              checked={columns.includes(column)}
              disabled={columns.length === 1 && columns.includes(column)}
              onChange={() => toggle(column)}
            />
          ))}
        </Stack>
      </Menu.Dropdown>
    </Menu>
  );
}
