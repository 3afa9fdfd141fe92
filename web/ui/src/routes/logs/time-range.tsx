/// How far back a query looks, or between which times.
import { Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fieldOf, momentOf } from "./local-time";
import { type LogsSearch, RANGE_NAMES } from "./search";

/** What changes of a query; what is undefined goes. */
export type TimeChange = Partial<Record<"range" | "since" | "until", string | undefined>>;

interface TimeRangeProps {
  search: LogsSearch;
  onChange: (change: TimeChange) => void;
}

const OWN = "own";
const HOUR = 3_600_000;
const NONE: TimeChange = { range: undefined, since: undefined, until: undefined };

export function TimeRange({ search: { range, since, until }, onChange }: TimeRangeProps) {
  const { t } = useTranslation("logs");
  const own = since !== undefined || until !== undefined;
  const choose = (choice: string | null) => {
    if (choice === OWN) onChange({ ...NONE, since: new Date(Date.now() - HOUR).toISOString() });
    else onChange({ ...NONE, range: choice ?? undefined });
  };
  return (
    <>
      <Select
        label={t("time")}
        placeholder={t("anyTime")}
        data={[
          ...RANGE_NAMES.map((name) => ({ value: name, label: t(`ranges.${name}`) })),
          { value: OWN, label: t("ranges.own") },
        ]}
        value={own ? OWN : (range ?? null)}
        onChange={choose}
        clearable
        clearButtonProps={{ "aria-label": t("anyTime") }}
        w={160}
      />
      {own && (
        <>
          <MomentInput label={t("since")} at={since} onChange={(at) => onChange({ since: at })} />
          <MomentInput label={t("until")} at={until} onChange={(at) => onChange({ until: at })} />
        </>
      )}
    </>
  );
}

interface MomentInputProps {
  label: string;
  at: string | undefined;
  onChange: (at: string | undefined) => void;
}

function MomentInput({ label, at, onChange }: MomentInputProps) {
  return (
    <TextInput
      type="datetime-local"
      step={1}
      label={label}
      value={fieldOf(at)}
      onChange={({ currentTarget }) => onChange(momentOf(currentTarget.value))}
      w={210}
    />
  );
}
