/// Does one operation to the runs that are chosen, one after the other, and says which refused.
import { Button, Code, Group, List, Progress, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BulkKind } from "../../api/bulk";
import { operate } from "../../api/operations";
import { ConfirmDialog } from "../../components/dialog/confirm-dialog";
import { Dialog } from "../../components/dialog/dialog";
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
      reason="optional"
      grave={kind === "delete" || kind === "cancel"}
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
  const { t } = useTranslation(["runs", "parts"]);
  const problemText = useProblemText();
  const refused = outcomes.filter((outcome): outcome is { run: string; error: Error } => outcome.error !== undefined);
  const ended = outcomes.length === total;
  return (
    <Dialog onClose={onDone} closeOnClickOutside={ended} title={t("bulk.progress")}>
      <Stack gap="sm">
        <Progress value={(outcomes.length / total) * 100} aria-label={t("bulk.progress")} />
        <Text size="sm" role="status">
          {t("bulk.tally", { done: outcomes.length - refused.length, refused: refused.length, total })}
        </Text>
        {refused.length > 0 && (
          <List size="sm">
            {refused.map(({ run, error }) => (
              <List.Item key={run}>
                <Code>{run.slice(0, 10)}…</Code> {problemText(error)}
              </List.Item>
            ))}
          </List>
        )}
        <Group justify="flex-end">
          <Button disabled={!ended} onClick={onDone}>
            {t("parts:close")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
