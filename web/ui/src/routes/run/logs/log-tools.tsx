/// What narrows the lines of a run and takes them away.
import { Button, Select, Text } from "@mantine/core";
import { IconDownload, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type LogFilter, rawAddress } from "../../../api/run-logs";
import { LOG_LEVELS, type LogLevel } from "../../../components/log-lines/line";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";

export function LogTools({ filter, count }: { filter: LogFilter; count: number }) {
  const { t } = useTranslation("run-logs");
  const { run } = useBoard();
  return (
    <>
      <Narrowing />
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
    </>
  );
}

function Narrowing() {
  const { t } = useTranslation("run-logs");
  const [search, change] = useRunSearch();
  const { node } = search;
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
        data={LOG_LEVELS.map((level) => ({ value: level, label: t("andAbove", { level }) }))}
        value={search.level ?? null}
        onChange={(level) => change({ level: (level ?? undefined) as LogLevel | undefined })}
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
