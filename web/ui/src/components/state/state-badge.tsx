/// The state of a run or a node: shape, text and colour, so that none of them is needed alone.
import { Badge, type MantineSize } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { looks, type State } from "./looks";

export function StateBadge({ state, size = "md" }: { state: State; size?: MantineSize }) {
  const { t } = useTranslation("states");
  const { icon: Icon, color } = looks[state];
  return (
    <Badge
      variant="light"
      color={color}
      size={size}
      tt="none"
      fw={600}
      miw="max-content"
      leftSection={<Icon size={13} stroke={2.2} aria-hidden />}
      data-state={state}
    >
      {t(state)}
    </Badge>
  );
}
