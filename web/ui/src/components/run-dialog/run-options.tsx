/// What can be said of a run besides its inputs.
import { NumberInput, Stack, TagsInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isPair, readPairs, writePair } from "../../api/pairs";

export interface Options {
  labels: Record<string, string>;
  key: string | undefined;
  deadline: number | undefined;
}

export const noOptions: Options = { labels: {}, key: undefined, deadline: undefined };

export function RunOptions({ options, onChange }: { options: Options; onChange: (options: Options) => void }) {
  const { t } = useTranslation("run-dialog");
  const [written, setWritten] = useState(() => Object.entries(options.labels).map((pair) => writePair(...pair)));
  const wrong = written.filter((label) => !isPair(label));
  return (
    <Stack gap="sm">
      <TagsInput
        label={t("labels")}
        description={t("labelsHint")}
        placeholder={t("labelsExample")}
        error={wrong.length > 0 && t("labelsWrong", { label: wrong[0] })}
        acceptValueOnBlur
        value={written}
        onChange={(next) => {
          setWritten(next);
          onChange({ ...options, labels: labelsOf(next) });
        }}
      />
      <TextInput
        label={t("key")}
        description={t("keyHint")}
        maxLength={255}
        value={options.key ?? ""}
        onChange={({ currentTarget: { value } }) => onChange({ ...options, key: value === "" ? undefined : value })}
      />
      <NumberInput
        label={t("deadline")}
        description={t("deadlineHint")}
        min={0}
        suffix={t("seconds")}
        value={options.deadline ?? ""}
        onChange={(value) => onChange({ ...options, deadline: Number(value) > 0 ? Number(value) : undefined })}
      />
    </Stack>
  );
}

function labelsOf(written: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(readPairs(written)).map(([name, value]) => [name.trim(), value.trim()]));
}
