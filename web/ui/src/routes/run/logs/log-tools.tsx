/// What narrows the lines, searches them, follows them and takes them away.
import { ActionIcon, Button, Checkbox, Group, Select, Text, TextInput } from "@mantine/core";
import {
  IconArrowBarToDown,
  IconChevronDown,
  IconChevronUp,
  IconDownload,
  IconSearch,
  IconX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type LogFilter, rawAddress } from "../../../api/run-logs";
import { LEVELS, type Level } from "../search";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";

/** How lines are shown. */
export interface Shown {
  times: boolean;
  wrap: boolean;
}

interface LogToolsProps {
  filter: LogFilter;
  count: number;
  /** Lines that the search finds, and which of them is chosen; -1 for none. */
  hits: number;
  at: number;
  onStep: (by: 1 | -1) => void;
  follow: boolean;
  /** Not given for a run that says nothing more. */
  onFollow: ((follow: boolean) => void) | undefined;
  shown: Shown;
  onShown: (shown: Shown) => void;
}

export function LogTools({ filter, count, hits, at, onStep, follow, onFollow, shown, onShown }: LogToolsProps) {
  const { t } = useTranslation("run-logs");
  const { run } = useBoard();
  return (
    <Group gap="xs" role="search">
      <Narrowing />
      <Finding hits={hits} at={at} onStep={onStep} />
      <Checkbox
        size="xs"
        label={t("times")}
        checked={shown.times}
        onChange={(event) => onShown({ ...shown, times: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label={t("wrap")}
        checked={shown.wrap}
        onChange={(event) => onShown({ ...shown, wrap: event.currentTarget.checked })}
      />
      {onFollow !== undefined && (
        <Button
          size="xs"
          variant={follow ? "light" : "default"}
          aria-pressed={follow}
          leftSection={<IconArrowBarToDown size={14} aria-hidden />}
          onClick={() => onFollow(!follow)}
        >
          {t(follow ? "following" : "follow")}
        </Button>
      )}
      <Button
        component="a"
        href={rawAddress(run, filter)}
        download
        size="xs"
        variant="default"
        leftSection={<IconDownload size={14} aria-hidden />}
      >
        {t("download")}
      </Button>
      <Text size="xs" c="dimmed" role="status">
        {t("lines", { count })}
      </Text>
    </Group>
  );
}

function Narrowing() {
  const { t } = useTranslation("run-logs");
  const { node } = useRunSearch()[0];
  const [search, change] = useRunSearch();
  const board = useBoard();
  const place = board.places.get(node ?? "");
  const tries = place === undefined ? 0 : (board.states.attempts[place] ?? 0);
  const { epoch } = board.states;
  return (
    <>
      {node !== undefined && (
        <Button
          size="xs"
          variant="light"
          maw={220}
          rightSection={<IconX size={13} aria-label={t("ofAll")} />}
          onClick={() => change({ node: undefined, attempt: undefined })}
        >
          {t("ofNode", { node })}
        </Button>
      )}
      <Select
        size="xs"
        w={170}
        aria-label={t("level")}
        placeholder={t("anyLevel")}
        clearable
        data={LEVELS.map((level) => ({ value: level, label: t("andAbove", { level }) }))}
        value={search.level ?? null}
        onChange={(level) => change({ level: (level ?? undefined) as Level | undefined })}
      />
      {tries > 1 && (
        <Select
          size="xs"
          w={180}
          aria-label={t("attempt")}
          placeholder={t("anyAttempt")}
          clearable
          data={Array.from({ length: tries }, (_, number) => ({
            value: `${epoch}.${number + 1}`,
            label: t("attemptOf", { epoch, number: number + 1 }),
          }))}
          value={search.attempt ?? null}
          onChange={(attempt) => change({ attempt: attempt ?? undefined })}
        />
      )}
    </>
  );
}

function Finding({ hits, at, onStep }: { hits: number; at: number; onStep: (by: 1 | -1) => void }) {
  const { t } = useTranslation("run-logs");
  const [{ find = "" }, change] = useRunSearch();
  return (
    <Group gap={4} wrap="nowrap">
      <TextInput
        size="xs"
        w={170}
        aria-label={t("find")}
        placeholder={t("find")}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={find}
        onChange={(event) => change({ find: event.currentTarget.value, line: undefined })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || hits === 0) return;
          event.preventDefault();
          onStep(event.shiftKey ? -1 : 1);
        }}
      />
      {find !== "" && (
        <>
          <ActionIcon variant="default" disabled={hits === 0} onClick={() => onStep(-1)} aria-label={t("previous")}>
            <IconChevronUp size={15} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="default" disabled={hits === 0} onClick={() => onStep(1)} aria-label={t("next")}>
            <IconChevronDown size={15} aria-hidden />
          </ActionIcon>
          <Text size="xs" role="status">
            {hits === 0 ? t("noHit") : t("hit", { at: at + 1, count: hits })}
          </Text>
        </>
      )}
    </Group>
  );
}
