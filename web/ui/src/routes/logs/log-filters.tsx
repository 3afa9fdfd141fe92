/// The query of the log explorer, field by field; it lives in the address.
import { Button, Group, Select } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { TextFilter } from "../../components/filter/text-filter";
import { LOG_LEVELS, type LogLine } from "../../components/log-lines/line";
import { logsRoute } from "./route";
import { isNarrowed, type LogsSearch, logsSearchOf } from "./search";
import { TimeRange } from "./time-range";

export function LogFilters({ lines }: { lines: readonly LogLine[] }) {
  const { t } = useTranslation("logs");
  const search = logsRoute.useSearch();
  const navigate = useNavigate();
  const narrow = (change: Partial<Record<keyof LogsSearch, unknown>>) =>
    void navigate({ to: "/logs", search: logsSearchOf({ ...search, line: undefined, ...change }), replace: true });
  const known = (name: "graph" | "handler" | "worker") => lines.map((line) => line[name]);
  return (
    <Group align="end" gap="sm" role="search" aria-label={t("filters")}>
      <TextFilter
        label={t("text")}
        placeholder={t("textHint")}
        value={search.text}
        onChange={(text) => narrow({ text })}
        width={190}
      />
      <Select
        label={t("level")}
        data={LOG_LEVELS.map((level) => ({ value: level, label: t("andAbove", { level }) }))}
        placeholder={t("anyLevel")}
        value={search.level ?? null}
        onChange={(level) => narrow({ level })}
        clearable
        clearButtonProps={{ "aria-label": t("anyLevel") }}
        w={160}
      />
      <TimeRange search={search} onChange={narrow} />
      <TextFilter
        label={t("graph")}
        value={search.graph}
        known={known("graph")}
        onChange={(graph) => narrow({ graph })}
        width={150}
      />
      <TextFilter
        label={t("handler")}
        value={search.handler}
        known={known("handler")}
        onChange={(handler) => narrow({ handler })}
        width={150}
      />
      <TextFilter
        label={t("worker")}
        value={search.worker}
        known={known("worker")}
        onChange={(worker) => narrow({ worker })}
        width={150}
      />
      {isNarrowed(search) && (
        <Button
          variant="subtle"
          leftSection={<IconFilterOff size={16} />}
          onClick={() => void navigate({ to: "/logs", search: {} })}
        >
          {t("clear")}
        </Button>
      )}
    </Group>
  );
}
