/// Asks before something that matters: says what will happen, takes a reason, and where it is grave a word typed.
import { Code, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { FormDialog, type FormDialogProps } from "./form-dialog";

interface ConfirmDialogProps extends Omit<FormDialogProps, "onAct"> {
  /** What has to be typed before it can be done. */
  word?: string;
  /** Whether a reason can or has to be given; it is kept in the audit log. */
  reason?: "optional" | "required";
  onAct: (why: string) => void;
}

export function ConfirmDialog({ word, reason, onAct, ready = true, leave, children, ...rest }: ConfirmDialogProps) {
  const { t } = useTranslation("confirm");
  const [why, setWhy] = useState("");
  const [typed, setTyped] = useState("");
  const complete = (word === undefined || typed === word) && (reason !== "required" || why.trim() !== "");
  const fields: ReactNode[] = [
    children,
    word !== undefined && <Word key="word" word={word} typed={typed} onType={setTyped} />,
    reason !== undefined && (
      <Why key="why" why={why} onChange={setWhy} required={reason === "required"} first={word === undefined} />
    ),
  ].filter((each) => each !== false && each !== undefined);
  return (
    <FormDialog {...rest} leave={leave ?? t("back")} ready={ready && complete} onAct={() => onAct(why.trim())}>
      {fields.length > 0 ? fields : undefined}
    </FormDialog>
  );
}

function Word({ word, typed, onType }: { word: string; typed: string; onType: (text: string) => void }) {
  const { t } = useTranslation("confirm");
  return (
    <TextInput
      label={<Trans t={t} i18nKey="word" values={{ word }} components={{ word: <Code /> }} />}
      required
      autoComplete="off"
      data-autofocus
      value={typed}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
    />
  );
}

interface WhyProps {
  why: string;
  onChange: (why: string) => void;
  required: boolean;
  /** Nothing is asked for before it. */
  first: boolean;
}

function Why({ why, onChange, required, first }: WhyProps) {
  const { t } = useTranslation("confirm");
  return (
    <Textarea
      label={t("why")}
      description={t("whyHint")}
      required={required}
      data-autofocus={first || undefined}
      autosize
      minRows={1}
      maxRows={6}
      maxLength={1000}
      value={why}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
