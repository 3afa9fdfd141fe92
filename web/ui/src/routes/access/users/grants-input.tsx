/// Roles by project, to be edited: a row each.
import { ActionIcon, Autocomplete, Button, Fieldset, Group, Select, Stack } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Role } from "../../../api/role";
import { EVERYWHERE, type Grant } from "./grants";

const ROLES: readonly Role[] = ["viewer", "operator", "editor", "admin"];

interface GrantsInputProps {
  rows: readonly Grant[];
  onChange: (rows: Grant[]) => void;
}

export function GrantsInput({ rows, onChange }: GrantsInputProps) {
  const { t } = useTranslation("users");
  const put = (place: number, change: Partial<Grant>) =>
    onChange(rows.map((row, index) => (index === place ? { ...row, ...change } : row)));
  const add = () => onChange([...rows, { project: rows.length === 0 ? EVERYWHERE : "", role: "viewer" }]);
  return (
    <Fieldset legend={t("grants.legend")}>
      <Stack gap="xs">
        {rows.map((row, place) => (
          <GrantRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its project is being typed
            key={place}
            row={row}
            onChange={(change) => put(place, change)}
            onRemove={() => onChange(rows.filter((_, index) => index !== place))}
          />
        ))}
        <Button variant="subtle" size="xs" leftSection={<IconPlus size={14} />} onClick={add} w="fit-content">
          {t("grants.add")}
        </Button>
      </Stack>
    </Fieldset>
  );
}

interface GrantRowProps {
  row: Grant;
  onChange: (change: Partial<Grant>) => void;
  onRemove: () => void;
}

function GrantRow({ row, onChange, onRemove }: GrantRowProps) {
  const { t } = useTranslation(["users", "roles"]);
  const everywhere = t("roles:everyProject");
  return (
    <Group gap="xs" wrap="nowrap" align="end">
      <Autocomplete
        label={t("users:grants.project")}
        data={[everywhere]}
        value={row.project === EVERYWHERE ? everywhere : row.project}
        onChange={(typed) => onChange({ project: typed === everywhere ? EVERYWHERE : typed })}
        maxLength={128}
        flex={1}
        miw={0}
      />
      <Select
        label={t("users:grants.role")}
        data={ROLES.map((role) => ({ value: role, label: t(`roles:${role}`) }))}
        value={row.role}
        onChange={(role) => role !== null && onChange({ role: role as Role })}
        renderOption={({ option }) => (
          <Stack gap={0}>
            <span>{option.label}</span>
            <small>{t(`roles:may.${option.value as Role}`)}</small>
          </Stack>
        )}
        allowDeselect={false}
        flex={1}
        miw={0}
        comboboxProps={{ width: 260, position: "bottom-end" }}
      />
      <ActionIcon variant="subtle" color="gray" size="lg" onClick={onRemove} aria-label={t("users:grants.remove")}>
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}
