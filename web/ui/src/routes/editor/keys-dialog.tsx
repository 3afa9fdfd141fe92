/// The keys of the editor.
import { Group, Kbd, Modal, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";

const IS_MAC = navigator.platform.startsWith("Mac");
const MOD = IS_MAC ? "⌘" : "Ctrl";
const SHIFT = IS_MAC ? "⇧" : "Shift";

const KEYS = [
  ["save", [MOD, "S"]],
  ["run", [MOD, "Enter"]],
  ["undo", [MOD, "Z"]],
  ["redo", [MOD, SHIFT, "Z"]],
  ["copy", [MOD, "C"]],
  ["cut", [MOD, "X"]],
  ["paste", [MOD, "V"]],
  ["duplicate", [MOD, "D"]],
  ["all", [MOD, "A"]],
  ["remove", ["Delete"]],
  ["walk", ["←", "→", "↑", "↓"]],
  ["open", ["Enter"]],
  ["find", ["/"]],
  ["zoom", ["+", "-", "0"]],
] as const;

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("editor");
  return (
    <Modal opened onClose={onClose} title={t("keys.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <Table>
        <Table.Tbody>
          {KEYS.map(([name, keys]) => (
            <Table.Tr key={name}>
              <Table.Td>{t(`keys.${name}`)}</Table.Td>
              <Table.Td>
                <Group gap={4} justify="end">
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
