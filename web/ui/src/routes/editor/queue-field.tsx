/// The queue of a node: one that workers listen to, or any other by its name.

import { Autocomplete } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { queueNamesQuery } from "../../api/definitions";
import type { Json } from "../../json/json";
import { useIsReadOnly } from "./use-editor";

interface QueueFieldProps {
  error?: string | undefined;
  value: Json | undefined;
  onChange: (value: string | undefined) => void;
}

export function QueueField({ error, value, onChange }: QueueFieldProps) {
  const { t } = useTranslation("editor");
  const readOnly = useIsReadOnly();
  const names = useQuery(queueNamesQuery).data ?? [];
  return (
    <Autocomplete
      label={t("field.queue")}
      placeholder={t("field.queueHint")}
      data={names}
      readOnly={readOnly}
      error={error}
      value={typeof value === "string" ? value : ""}
      onChange={(name) => onChange(name === "" ? undefined : name)}
    />
  );
}
