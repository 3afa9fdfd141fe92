/// What is wrong, below the graph; each problem leads to its place.
import { Badge, Collapse, Group, Loader, Stack, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconChevronDown,
  IconChevronRight,
  IconCircleCheck,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./editor.module.css";
import { useEditor } from "./use-editor";
import { type GraphProblem, useProblems } from "./use-problems";

/** More than this nobody reads at once. */
const SHOWN = 200;

export function ProblemsPanel() {
  const { t } = useTranslation("editor");
  const { all, checking, unchecked } = useProblems();
  const [opened, { toggle }] = useDisclosure(true);
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <section className={classes.problems} aria-label={t("problems.title")}>
      <UnstyledButton className={classes.problemsHead} onClick={toggle} aria-expanded={opened}>
        <Group gap="xs">
          <Chevron size={16} aria-hidden />
          <Text size="sm" fw={600}>
            {t("problems.title")}
          </Text>
          <Summary all={all} unchecked={unchecked} />
          {checking && <Loader size={12} aria-label={t("problems.checking")} />}
        </Group>
      </UnstyledButton>
      <Collapse expanded={opened}>
        <Stack gap={0} className={classes.problemsList}>
          {all.slice(0, SHOWN).map((problem) => (
            <Row key={`${problem.code} ${problem.path} ${problem.message}`} problem={problem} />
          ))}
        </Stack>
      </Collapse>
    </section>
  );
}

function Summary({ all, unchecked }: { all: readonly GraphProblem[]; unchecked: boolean }) {
  const { t } = useTranslation("editor");
  const errors = all.filter(({ severity }) => severity === "error").length;
  const warnings = all.length - errors;
  if (unchecked)
    return (
      <Badge color="gray" variant="light" tt="none">
        {t("problems.unchecked")}
      </Badge>
    );
  if (all.length === 0) {
    return (
      <Group gap={4} role="status">
        <IconCircleCheck size={16} color="var(--mantine-color-teal-text)" aria-hidden />
        <Text size="sm">{t("problems.none")}</Text>
      </Group>
    );
  }
  return (
    <Group gap={6} role="status">
      {errors > 0 && (
        <Badge variant="default" tt="none">
          {t("problems.errors", { count: errors })}
        </Badge>
      )}
      {warnings > 0 && (
        <Badge variant="default" tt="none">
          {t("problems.warnings", { count: warnings })}
        </Badge>
      )}
    </Group>
  );
}

function Row({ problem }: { problem: GraphProblem }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const { severity, code, message, path, spot, line } = problem;
  const Icon = severity === "error" ? IconAlertCircle : IconAlertTriangle;
  const text = line === undefined ? message : t("problems.atLine", { line, message });
  return (
    <UnstyledButton className={classes.problem} onClick={() => editor.lookAt(spot, path)}>
      <Icon size={16} aria-label={t(`severity.${severity}`)} className={classes.cardProblem} data-severity={severity} />
      <Text size="sm" className={classes.problemText}>
        {text}
      </Text>
      <Text size="xs" c="dimmed" ff="monospace">
        {path}
      </Text>
      <Text size="xs" c="dimmed">
        {code}
      </Text>
    </UnstyledButton>
  );
}
