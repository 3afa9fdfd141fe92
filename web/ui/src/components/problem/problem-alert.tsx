/// What went wrong, in the words of whoever looks; with the code and the request's id for whoever helps.
import { Alert, Button, Code, Group, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { useProblemText } from "./use-problem-text";

export function ProblemAlert({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { t } = useTranslation("errors");
  const text = useProblemText();
  const problem = error instanceof Problem ? error : undefined;
  return (
    <Alert color="red" variant="light" title={t("title")} icon={<IconAlertTriangle />} role="alert">
      <Stack gap="xs">
        <Text size="sm">{text(error)}</Text>
        {problem !== undefined && problem.places.length > 0 && (
          <List size="sm">
            {problem.places.map(({ path, message }) => (
              <List.Item key={`${path} ${message}`}>
                <Code>{path}</Code> {message}
              </List.Item>
            ))}
          </List>
        )}
        <Group gap="md">
          {onRetry !== undefined && (
            <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
              {t("retry")}
            </Button>
          )}
          {problem?.trace ? (
            <Text size="xs" c="dimmed">
              {t("code", { code: problem.code })} · {t("trace", { trace: problem.trace })}
            </Text>
          ) : null}
        </Group>
      </Stack>
    </Alert>
  );
}
