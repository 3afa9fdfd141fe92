/// The keyboard map, to read.
import { useTranslation } from "react-i18next";
import { Dialog } from "../dialog/dialog";
import { KeyTable } from "./key-table";

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("shell");
  return (
    <Dialog onClose={onClose} title={t("keys.title")}>
      <KeyTable />
    </Dialog>
  );
}
