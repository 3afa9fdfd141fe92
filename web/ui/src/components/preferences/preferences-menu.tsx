/// How one likes to see Aurora: language, colours, times.
import { ActionIcon, Popover, SegmentedControl, Stack, Text, Tooltip, useMantineColorScheme } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CLOCKS, useClock } from "../../preferences/clock";
import { LanguageSwitch } from "./language-switch";

export const SCHEMES = ["light", "dark", "auto"] as const;

export function PreferencesMenu() {
  const { t } = useTranslation("shell");
  return (
    <Popover position="bottom-end" width={290} trapFocus withArrow>
      <Popover.Target>
        <Tooltip label={t("preferences.title")}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("preferences.title")}>
            <IconAdjustmentsHorizontal size={18} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Choice title={t("preferences.language")}>
            <LanguageSwitch />
          </Choice>
          <Choice title={t("preferences.colors")}>
            <SchemeSwitch />
          </Choice>
          <Choice title={t("preferences.clock")}>
            <ClockSwitch />
          </Choice>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Choice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" fw={600} mb={4}>
        {title}
      </Text>
      {children}
    </div>
  );
}

function SchemeSwitch() {
  const { t } = useTranslation("shell");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label={t("preferences.colors")}
      data={SCHEMES.map((scheme) => ({ value: scheme, label: t(`preferences.${scheme}`) }))}
      value={colorScheme}
      onChange={setColorScheme}
    />
  );
}

function ClockSwitch() {
  const { t } = useTranslation("shell");
  const { clock, choose } = useClock();
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label={t("preferences.clock")}
      data={CLOCKS.map((each) => ({ value: each, label: t(`preferences.${each}`) }))}
      value={clock}
      onChange={choose}
    />
  );
}
