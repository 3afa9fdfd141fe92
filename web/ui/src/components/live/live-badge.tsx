/// How well the page follows what happens.
import { Badge, Tooltip } from "@mantine/core";
import { IconBolt, IconClockExclamation, IconLoader, type IconProps } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import type { LiveStatus } from "../../live/event";
import { useLiveStatus } from "../../live/use-live";

const looks: Readonly<Record<LiveStatus, { icon: ComponentType<IconProps>; color: string }>> = {
  live: { icon: IconBolt, color: "green" },
  reconnecting: { icon: IconLoader, color: "yellow" },
  stale: { icon: IconClockExclamation, color: "red" },
};

export function LiveBadge() {
  const { t } = useTranslation("shell");
  const status = useLiveStatus();
  const { icon: Icon, color } = looks[status];
  return (
    <Tooltip label={t(`live.${status}Hint`)} multiline w={260}>
      <Badge
        variant="light"
        color={color}
        tt="none"
        fw={600}
        miw="max-content"
        role="status"
        leftSection={<Icon size={13} aria-hidden />}
        data-live={status}
      >
        {t(`live.${status}`)}
      </Badge>
    </Tooltip>
  );
}
