/// What a deed leaves to choose.
import { Checkbox, JsonInput, TextInput } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBoard, useHead } from "../use-board";
import type { Deed } from "./deeds";
import type { Parsed } from "./parsed";

type Chosen = { descendants: boolean; asNew: boolean; message: string };

interface ChoicesFieldsProps {
  deed: Deed;
  choices: Chosen;
  onChoices: (choices: Chosen) => void;
  text: string | null;
  onText: (text: string) => void;
  error: Parsed["error"];
}

export function ChoicesFields({ deed, choices, onChoices, text, onText, error }: ChoicesFieldsProps) {
  const { t } = useTranslation("run-operations");
  const wrong = error && t(error.key, { error: error.error });
  if (deed === "edit") return <InputsField text={text} onText={onText} wrong={wrong} />;
  if (deed === "mark_succeeded") {
    return (
      <JsonInput
        label={t("result")}
        value={text ?? ""}
        onChange={onText}
        error={wrong}
        autosize
        minRows={3}
        maxRows={14}
      />
    );
  }
  if (deed === "mark_failed") {
    const write = (message: string) => onChoices({ ...choices, message });
    return (
      <TextInput
        label={t("message")}
        value={choices.message}
        maxLength={4000}
        onChange={(event) => write(event.currentTarget.value)}
      />
    );
  }
  if (deed !== "rerun" && deed !== "rerun_from") return null;
  return (
    <>
      {deed === "rerun_from" && (
        <Checkbox
          label={t("descendants")}
          checked={choices.descendants}
          onChange={(event) => onChoices({ ...choices, descendants: event.currentTarget.checked })}
        />
      )}
      <Checkbox
        label={t("asNew")}
        checked={choices.asNew}
        onChange={(event) => onChoices({ ...choices, asNew: event.currentTarget.checked })}
      />
    </>
  );
}

/** Begins with the inputs that the run had. */
function InputsField({
  text,
  onText,
  wrong,
}: {
  text: string | null;
  onText: (text: string) => void;
  wrong: string | undefined;
}) {
  const { t } = useTranslation("run-operations");
  const { inputs } = useHead(useBoard());
  useEffect(() => {
    if (text === null) onText(JSON.stringify(inputs, null, 2));
  }, [text, inputs, onText]);
  return (
    <JsonInput
      label={t("inputs")}
      value={text ?? ""}
      onChange={onText}
      error={wrong}
      autosize
      minRows={4}
      maxRows={16}
    />
  );
}
