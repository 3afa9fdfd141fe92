/// A time, chosen in the zone of whoever looks and kept in UTC.
import { TextInput } from "@mantine/core";
import { localOf } from "../../components/moment/local-of";

interface MomentInputProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

export function MomentInput({ label, value, onChange }: MomentInputProps) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      value={localOf(value ?? "").slice(0, 16)}
      onChange={({ currentTarget }) => {
        const at = Date.parse(currentTarget.value);
        onChange(Number.isNaN(at) ? undefined : new Date(at).toISOString());
      }}
    />
  );
}
