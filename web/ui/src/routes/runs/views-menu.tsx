/// Views of the list: some that everybody has, and those one has saved.
import { ActionIcon, Button, Group, Menu, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBookmark, IconCheck, IconDeviceFloppy, IconLink, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { runsRoute } from "./route";
import { isSameView, type SavedView, useSavedViews } from "./saved-views";
import type { RunsSearch } from "./search";

const COMMON = {
  goingOn: { state: ["running", "pending", "paused"] },
  failedToday: { state: ["failed"], last: "24h" },
  lastHour: { last: "1h" },
} satisfies Record<string, RunsSearch>;

export function ViewsMenu() {
  const { t } = useTranslation("runs");
  const search = runsRoute.useSearch();
  const navigate = useNavigate();
  const { views, remove } = useSavedViews();
  const go = (next: RunsSearch) => void navigate({ to: "/runs", search: next });
  return (
    <Menu position="bottom-end" width={280} closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconBookmark size={16} />}>
          {t("views.title")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(COMMON) as (keyof typeof COMMON)[]).map((name) => (
          <View key={name} label={t(`views.${name}`)} search={COMMON[name]} shown={search} onGo={go} />
        ))}
        {views.length > 0 && <Menu.Label>{t("views.mine")}</Menu.Label>}
        {views.map((view) => (
          <Own key={view.name} view={view} shown={search} onGo={go} onRemove={() => remove(view.name)} />
        ))}
        <Menu.Divider />
        <Save search={search} />
        <Menu.Item leftSection={<IconLink size={16} />} onClick={() => void share(t("views.copied"))}>
          {t("views.share")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ViewProps {
  label: string;
  search: RunsSearch;
  shown: RunsSearch;
  onGo: (search: RunsSearch) => void;
}

function View({ label, search, shown, onGo }: ViewProps) {
  const current = isSameView(search, shown);
  return (
    <Menu.Item
      aria-current={current}
      rightSection={current ? <IconCheck size={16} aria-hidden /> : undefined}
      onClick={() => onGo(search)}
    >
      {label}
    </Menu.Item>
  );
}

interface OwnProps extends Omit<ViewProps, "label" | "search"> {
  view: SavedView;
  onRemove: () => void;
}

function Own({ view, shown, onGo, onRemove }: OwnProps) {
  const { t } = useTranslation("runs");
  return (
    <Group gap={0} wrap="nowrap">
      <View label={view.name} search={view.search} shown={shown} onGo={onGo} />
      <ActionIcon variant="subtle" color="gray" aria-label={t("views.remove", { name: view.name })} onClick={onRemove}>
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}

function Save({ search }: { search: RunsSearch }) {
  const { t } = useTranslation("runs");
  const { save } = useSavedViews();
  const [name, setName] = useState("");
  const keep = () => {
    if (name.trim() === "") return;
    save({ name: name.trim(), search });
    setName("");
  };
  return (
    <Group gap={4} p={4} wrap="nowrap">
      <TextInput
        size="xs"
        flex={1}
        aria-label={t("views.name")}
        placeholder={t("views.name")}
        maxLength={60}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        onKeyDown={(event) => {
          // The menu listens to keys of its own.
          event.stopPropagation();
          if (event.key === "Enter") keep();
        }}
      />
      <ActionIcon variant="light" aria-label={t("views.save")} disabled={name.trim() === ""} onClick={keep}>
        <IconDeviceFloppy size={16} />
      </ActionIcon>
    </Group>
  );
}

async function share(said: string): Promise<void> {
  await navigator.clipboard.writeText(window.location.href);
  notifications.show({ message: said });
}
