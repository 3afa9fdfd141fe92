/// Text that is handed on once whoever types pauses.
import { TextInput, type TextInputProps } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";

/** Milliseconds after the last key. */
const TYPING = 300;

interface SettlingInputProps extends Omit<TextInputProps, "onChange" | "value"> {
  value: string;
  onSettle: (text: string) => void;
}

export function SettlingInput({ value, onSettle, ...props }: SettlingInputProps) {
  const [typed, setTyped] = useState(value);
  const settle = useDebouncedCallback(onSettle, TYPING);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      {...props}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        settle(currentTarget.value.trim());
      }}
    />
  );
}
