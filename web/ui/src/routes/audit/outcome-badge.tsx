/// How something ended that somebody did or tried to do: shape, text and colour.
import { Badge } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconLock, type IconProps } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";

interface Look {
  label: "done" | "refused" | "failed";
  color: string;
  icon: ComponentType<IconProps>;
}

const LOOKS: Readonly<Record<string, Look>> = {
  done: { label: "done", color: "green", icon: IconCircleCheck },
  refused: { label: "refused", color: "yellow", icon: IconLock },
  failed: { label: "failed", color: "red", icon: IconCircleX },
};

export function OutcomeBadge({ outcome }: { outcome: string }) {
  const { t } = useTranslation("audit");
  const look = LOOKS[outcome];
  if (look === undefined) return outcome;
  const { label, color, icon: Icon } = look;
  return (
    <Badge variant="light" color={color} tt="none" leftSection={<Icon size={13} aria-hidden />}>
      {t(`outcomes.${label}`)}
    </Badge>
  );
}
