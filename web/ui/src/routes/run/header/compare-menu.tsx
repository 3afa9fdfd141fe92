/// Other runs of the same graph, to be put beside this one.
import { ActionIcon, Group, Loader, Menu, Text, Tooltip } from "@mantine/core";
import { IconArrowsDiff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { runsQuery } from "../../../api/runs";
import { Moment } from "../../../components/moment/moment";
import { StateBadge } from "../../../components/state/state-badge";
import { useBoard } from "../use-board";

/** Runs that are offered. */
const OFFERED = 12;

export function CompareMenu() {
  const { t } = useTranslation("run-time");
  const [opened, setOpened] = useState(false);
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={330}>
      <Menu.Target>
        <Tooltip label={t("compare.pick")}>
          <ActionIcon variant="default" size={36} aria-label={t("compare.pick")}>
            <IconArrowsDiff size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
        <Menu.Label>{t("compare.lead")}</Menu.Label>
        {opened && <Others />}
      </Menu.Dropdown>
    </Menu>
  );
}

function Others() {
  const { t } = useTranslation("run-time");
  const { run, plan } = useBoard();
  const { data } = useInfiniteQuery(runsQuery({ graph: plan.graph }, OFFERED));
  if (data === undefined) return <Loader size="xs" m="sm" />;
  const others = data.pages.flatMap((page) => page.items).filter(({ id }) => id !== run);
  if (others.length === 0) return <Menu.Item disabled>{t("compare.none")}</Menu.Item>;
  return others.map(({ id, state, created }) => (
    <Menu.Item
      key={id}
      renderRoot={(props) => <Link to="/runs/$run/compare/$other" params={{ run, other: id }} {...props} />}
    >
      <Group gap="xs" wrap="nowrap">
        <StateBadge state={state} size="sm" />
        <Text span size="xs">
          <Moment at={created} />
        </Text>
      </Group>
    </Menu.Item>
  ));
}
