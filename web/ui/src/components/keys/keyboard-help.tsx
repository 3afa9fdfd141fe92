/// The keyboard map, to read.
import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { KeyTable } from "./key-table";

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("shell");
  return (
    <Modal opened onClose={onClose} title={t("keys.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <KeyTable />
    </Modal>
  );
}
