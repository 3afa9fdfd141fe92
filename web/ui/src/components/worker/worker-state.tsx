/// Whether a worker takes new nodes.
import { Badge } from "@mantine/core";
import { IconCircleCheck, IconDoorExit } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

export function WorkerState({ draining }: { draining: boolean }) {
  const { t } = useTranslation("workers");
  const Icon = draining ? IconDoorExit : IconCircleCheck;
  return (
    <Badge
      variant="light"
      color={draining ? "orange" : "green"}
      tt="none"
      fw={600}
      leftSection={<Icon size={13} stroke={2.2} aria-hidden />}
    >
      {t(draining ? "draining" : "serving")}
    </Badge>
  );
}
