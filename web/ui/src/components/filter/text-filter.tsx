/// A filter that is typed: the screen follows a moment after the last key, and the address keeps it.
import { Autocomplete } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";

/** Milliseconds after the last key. */
const TYPING = 350;

interface TextFilterProps {
  label: string;
  placeholder?: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  /** What may be meant. */
  known?: readonly string[];
  width?: number;
}

export function TextFilter({
  label,
  placeholder = "",
  value = "",
  onChange,
  known = [],
  width = 170,
}: TextFilterProps) {
  const [typed, setTyped] = useState(value);
  const settle = useDebouncedCallback((next: string) => onChange(next.trim() === "" ? undefined : next.trim()), TYPING);
  useEffect(() => setTyped(value), [value]);
  return (
    <Autocomplete
      label={label}
      placeholder={placeholder}
      data={[...new Set(known)].filter((each) => each !== "")}
      limit={20}
      value={typed}
      onChange={(next) => {
        setTyped(next);
        settle(next);
      }}
      w={width}
    />
  );
}
