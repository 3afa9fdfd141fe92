/// What stands above the lines of a log: search with hits, time and wrap, follow, and what a screen adds.
import { ActionIcon, Button, Group, Switch, Text, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlayerPause, IconPlayerPlay, IconSearch } from "@tabler/icons-react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { LogLook } from "./use-log-look";
import type { LogSearch } from "./use-log-search";

interface LogToolbarProps {
  search: LogSearch;
  look: LogLook;
  /** Without it there is nothing to follow. */
  following?: boolean | undefined;
  onFollowing?: (following: boolean) => void;
  children?: ReactNode;
}

export function LogToolbar({ search, look, following, onFollowing, children }: LogToolbarProps) {
  const { t } = useTranslation("log-lines");
  return (
    <Group gap="sm" role="toolbar" aria-label={t("toolbar")}>
      <SearchBox search={search} />
      <Switch size="xs" label={t("times")} checked={look.times} onChange={() => look.setTimes(!look.times)} />
      <Switch size="xs" label={t("wrap")} checked={look.wrap} onChange={() => look.setWrap(!look.wrap)} />
      {following !== undefined && (
        <Button
          size="xs"
          variant={following ? "light" : "default"}
          aria-pressed={following}
          leftSection={following ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
          onClick={() => onFollowing?.(!following)}
        >
          {t(following ? "following" : "follow")}
        </Button>
      )}
      {children}
    </Group>
  );
}

function SearchBox({ search }: { search: LogSearch }) {
  const { t } = useTranslation("log-lines");
  const move = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    search.move(event.shiftKey ? -1 : 1);
  };
  return (
    <Group gap={4} wrap="nowrap">
      <TextInput
        size="xs"
        w={200}
        aria-label={t("search")}
        placeholder={t("search")}
        leftSection={<IconSearch size={14} />}
        value={search.text}
        onChange={({ currentTarget }) => search.setText(currentTarget.value)}
        onKeyDown={move}
      />
      {search.text !== "" && (
        <>
          <Text size="xs" c="dimmed" role="status" miw={56} ta="center">
            {search.count === 0 ? t("noHit") : t("hit", { place: search.place, count: search.count })}
          </Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={search.count === 0}
            onClick={() => search.move(-1)}
            aria-label={t("previous")}
          >
            <IconArrowUp size={14} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={search.count === 0}
            onClick={() => search.move(1)}
            aria-label={t("next")}
          >
            <IconArrowDown size={14} />
          </ActionIcon>
        </>
      )}
    </Group>
  );
}
