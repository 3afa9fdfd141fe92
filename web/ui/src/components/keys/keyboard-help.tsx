/// The keyboard map, to read.
import { Group, Kbd, Modal, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useKeyMap } from "./keys";

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("shell");
  const groups = useKeyMap((map) => map.groups);
  const lines = [...groups.values()].flat();
  return (
    <Modal opened onClose={onClose} title={t("keys.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <Table aria-label={t("keys.title")}>
        <Table.Tbody>
          <Table.Tr>
            <Table.Td w={140}>
              <Group gap={4}>
                <Kbd>Ctrl</Kbd>
                <Kbd>K</Kbd>
              </Group>
            </Table.Td>
            <Table.Td>{t("keys.palette")}</Table.Td>
          </Table.Tr>
          {lines.map(({ keys, label }) => (
            <Table.Tr key={keys.join(" ")}>
              <Table.Td>
                <Group gap={4}>
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>{label}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
