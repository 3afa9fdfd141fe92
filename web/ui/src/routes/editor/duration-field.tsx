/// A duration: seconds, or text like `1h30m`. It is taken over when it is one.

import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../json/json";
import { useIsReadOnly } from "./use-editor";

interface DurationFieldProps {
  label: string;
  description?: string;
  placeholder?: string;
  error?: string | undefined;
  value: Json | undefined;
  onChange: (value: string | number | undefined) => void;
}

const DURATION = /^(?=.)(\d+(\.\d+)?d)?(\d+(\.\d+)?h)?(\d+(\.\d+)?m)?(\d+(\.\d+)?s)?(\d+(\.\d+)?ms)?$/;

export function DurationField({ value, onChange, error, ...input }: DurationFieldProps) {
  const { t } = useTranslation("editor");
  const readOnly = useIsReadOnly();
  const shown = value === undefined || value === null ? "" : String(value);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const trimmed = text.trim();
  const isNumber = /^\d+(\.\d+)?$/.test(trimmed);
  const isSound = trimmed === "" || isNumber || DURATION.test(trimmed);
  const take = () => {
    if (isSound && trimmed !== shown) onChange(trimmed === "" ? undefined : isNumber ? Number(trimmed) : trimmed);
  };
  return (
    <TextInput
      placeholder={t("field.durationHint")}
      {...input}
      readOnly={readOnly}
      error={isSound ? error : t("field.noDuration")}
      value={text}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={take}
      onKeyDown={({ key }) => key === "Enter" && take()}
    />
  );
}
