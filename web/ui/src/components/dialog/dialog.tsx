/// A dialog with its title and a cross that has a name. Shown while it is rendered: who renders it keeps what it is about.
import { Modal, type ModalProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface DialogProps extends Omit<ModalProps, "opened" | "closeButtonProps"> {
  title: string;
}

export function Dialog(props: DialogProps) {
  const { t } = useTranslation("parts");
  return <Modal opened closeButtonProps={{ "aria-label": t("close") }} {...props} />;
}
