/// Does one operation to the runs that are chosen, one after the other, and says which refused.
import { Button, Code, Group, List, Modal, Progress, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BulkKind } from "../../api/bulk";
import { operate } from "../../api/operations";
import { ConfirmDialog } from "../../components/confirm/confirm-dialog";
import { useProblemText } from "../../components/problem/use-problem-text";

interface ChosenDialogProps {
  kind: BulkKind;
  runs: string[];
  onClose: () => void;
  onDone: () => void;
}

interface Outcome {
  run: string;
  error: Error | undefined;
}

export function ChosenDialog({ kind, runs, onClose, onDone }: ChosenDialogProps) {
  const { t } = useTranslation("runs");
  const queries = useQueryClient();
  const [outcomes, setOutcomes] = useState<Outcome[]>();
  const act = async (why: string) => {
    setOutcomes([]);
    for (const run of runs) {
      const error = await operate(run, { kind, why }).then(
        () => undefined,
        (reason: Error) => reason,
      );
      setOutcomes((before = []) => [...before, { run, error }]);
    }
    void queries.invalidateQueries({ queryKey: ["runs"] });
  };
  if (outcomes !== undefined) return <Progressing total={runs.length} outcomes={outcomes} onDone={onDone} />;
  return (
    <ConfirmDialog
      title={t(`bulk.kinds.${kind}`)}
      lead={t(`bulk.leads.${kind}`, { count: runs.length })}
      act={t(`bulk.kinds.${kind}`)}
      grave={kind === "delete" || kind === "cancel"}
      busy={false}
      error={null}
      onAct={(why) => void act(why)}
      onClose={onClose}
    />
  );
}

interface ProgressingProps {
  total: number;
  outcomes: readonly Outcome[];
  onDone: () => void;
}

function Progressing({ total, outcomes, onDone }: ProgressingProps) {
  const { t } = useTranslation(["runs", "confirm"]);
  const problemText = useProblemText();
  const refused = outcomes.filter((outcome): outcome is { run: string; error: Error } => outcome.error !== undefined);
  const ended = outcomes.length === total;
  return (
    <Modal
      opened
      onClose={onDone}
      closeOnClickOutside={ended}
      title={t("bulk.progress")}
      closeButtonProps={{ "aria-label": t("confirm:close") }}
    >
      <Stack gap="sm">
        <Progress value={(outcomes.length / total) * 100} aria-label={t("bulk.progress")} />
        <Text size="sm" role="status">
          {t("bulk.tally", { done: outcomes.length - refused.length, refused: refused.length, total })}
        </Text>
        {refused.length > 0 && (
          <List size="sm">
            {refused.map(({ run, error }) => (
              <List.Item key={run}>
                <Code>{run}</Code> {problemText(error)}
              </List.Item>
            ))}
          </List>
        )}
        <Group justify="flex-end">
          <Button disabled={!ended} onClick={onDone}>
            {t("confirm:close")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
