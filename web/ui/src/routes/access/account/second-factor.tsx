/// The second factor: on or off, and the way from one to the other.
import { Badge, Button, Group, Stack } from "@mantine/core";
import { IconShieldCheck, IconShieldOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../components/permission/use-session";
import { FactorRemoval } from "./factor-removal";
import { FactorSetUp } from "./factor-set-up";

export function SecondFactor() {
  const { t } = useTranslation("account");
  const { second_factor: on } = useSession();
  const [changing, setChanging] = useState(false);
  const close = () => setChanging(false);
  return (
    <Stack gap="sm" align="flex-start">
      <Badge
        size="lg"
        variant="light"
        color={on ? "green" : "gray"}
        tt="none"
        leftSection={on ? <IconShieldCheck size={14} aria-hidden /> : <IconShieldOff size={14} aria-hidden />}
      >
        {t(on ? "factor.on" : "factor.off")}
      </Badge>
      <Group gap="sm">
        <Button variant="default" onClick={() => setChanging(true)}>
          {t(on ? "factor.remove" : "factor.setUp")}
        </Button>
      </Group>
      {changing && (on ? <FactorRemoval onClose={close} /> : <FactorSetUp onClose={close} />)}
    </Stack>
  );
}
