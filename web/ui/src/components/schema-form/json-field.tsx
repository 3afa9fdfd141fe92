/// Any JSON, as text: where a schema says nothing that a form could show.

import { Textarea } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../json/json";
import type { FieldProps } from "./form-context";
import { useInput } from "./use-input";

export function JsonField(props: FieldProps) {
  const { placeholder, error, ...input } = useInput(props);
  const { value, onChange } = props;
  return (
    <JsonText
      {...input}
      {...(placeholder !== undefined && { placeholder })}
      error={error}
      value={value}
      onChange={onChange}
    />
  );
}

interface JsonTextProps {
  label: string;
  description?: string | undefined;
  error?: string | undefined;
  required?: boolean;
  readOnly?: boolean;
  placeholder?: string;
  minRows?: number;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  /** Told whenever the text becomes JSON, or stops being some. */
  onSound?: (sound: boolean) => void;
}

/** Text that is kept as it is typed, and handed on whenever it is JSON; none at all is undefined. */
export function JsonText({ value, onChange, onSound, error, minRows = 2, ...input }: JsonTextProps) {
  const { t } = useTranslation("schema-form");
  const [text, setText] = useState(() => written(value));
  const last = useRef(value);
  useEffect(() => {
    if (JSON.stringify(last.current) === JSON.stringify(value)) return;
    last.current = value;
    setText(written(value));
  }, [value]);
  const sound = parsed(text) !== broken;
  const type = (next: string) => {
    setText(next);
    const found = parsed(next);
    onSound?.(found !== broken);
    if (found === broken) return;
    last.current = found;
    onChange(found);
  };
  return (
    <Textarea
      {...input}
      error={sound ? error : t("noJson")}
      autosize
      minRows={minRows}
      maxRows={24}
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      value={text}
      onChange={({ currentTarget }) => type(currentTarget.value)}
    />
  );
}

const broken = Symbol("no JSON");

function parsed(text: string): Json | undefined | typeof broken {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return broken;
  }
}

function written(value: Json | undefined): string {
  return value === undefined ? "" : JSON.stringify(value, null, 2);
}
