/// The keyboard map as a table: what keys do now, on this screen and everywhere.
import { Group, Kbd, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { MOD, useKeyMap } from "./keys";

export function KeyTable() {
  const { t } = useTranslation("shell");
  const groups = useKeyMap((map) => map.groups);
  // What a screen does with keys that do something else elsewhere is what they do now.
  const byKeys = new Map([...groups.values()].flat().map((shortcut) => [shortcut.keys.join(" "), shortcut]));
  const shown = [...byKeys.values()];
  return (
    <Table aria-label={t("keys.title")}>
      <Table.Tbody>
        <KeyRow keys={[MOD, "K"]} label={t("keys.palette")} />
        {shown.map(({ keys, label }) => (
          <KeyRow key={keys.join(" ")} keys={keys} label={label} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function KeyRow({ keys, label }: { keys: readonly string[]; label: string }) {
  return (
    <Table.Tr>
      <Table.Td w={90}>
        <Group gap={4} wrap="nowrap">
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </Group>
      </Table.Td>
      <Table.Td>{label}</Table.Td>
    </Table.Tr>
  );
}
