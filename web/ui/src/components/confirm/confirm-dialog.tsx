/// Asks before something that matters: says what will happen, takes a reason, and where it is grave a word typed.
import { Button, Code, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { ProblemAlert } from "../problem/problem-alert";

interface ConfirmDialogProps {
  title: string;
  /** What will happen. */
  lead: string;
  /** What the button says. */
  act: string;
  /** True for what cannot be taken back. */
  grave?: boolean;
  /** What has to be typed before it can be done. */
  word?: string;
  /** Whether a reason has to be given; it is kept in the audit log. */
  reasoned?: boolean;
  /** False while what is asked for below is not complete. */
  ready?: boolean;
  busy: boolean;
  error: Error | null;
  onAct: (why: string) => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Shown while it is rendered. */
export function ConfirmDialog({ title, lead, act, word, onAct, onClose, ...rest }: ConfirmDialogProps) {
  const { t } = useTranslation("confirm");
  const { grave = false, reasoned = false, ready = true, busy, error, children } = rest;
  const [why, setWhy] = useState("");
  const [typed, setTyped] = useState("");
  const may = ready && (word === undefined || typed === word) && (!reasoned || why.trim() !== "");
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (may) onAct(why.trim());
        }}
      >
        <Stack gap="md">
          <Text size="sm">{lead}</Text>
          {children}
          {word !== undefined && <Word word={word} typed={typed} onType={setTyped} />}
          <Textarea
            label={t("why")}
            description={t("whyHint")}
            required={reasoned}
            autosize
            minRows={1}
            maxRows={6}
            maxLength={1000}
            value={why}
            onChange={({ currentTarget }) => setWhy(currentTarget.value)}
          />
          {error !== null && <ProblemAlert error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" {...(grave && { color: "red" })} loading={busy} disabled={!may}>
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
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
