/// What a node returned in each of the two runs.
import { Box, Loader, Paper, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { nodeResultQuery } from "../../api/run-view";
import { JsonValue } from "../../components/json/json-value";
import { ProblemAlert } from "../../components/problem/problem-alert";
import classes from "./compare.module.css";

export function NodeResults({ run, other, node }: { run: string; other: string; node: string }) {
  const { t } = useTranslation("run-time");
  const [one, two] = [useQuery(nodeResultQuery(run, node, "")), useQuery(nodeResultQuery(other, node, ""))];
  const same =
    one.data !== undefined &&
    two.data !== undefined &&
    JSON.stringify(one.data.value) === JSON.stringify(two.data.value);
  return (
    <Box component="section">
      <Title order={2} size="h4" mb="xs">
        {t("compare.results", { node })}
      </Title>
      {same && <Text size="sm">{t("compare.same")}</Text>}
      <Box className={classes.halves}>
        <Result title={t("compare.this")} asked={one} file={`${node}.${run}.json`} />
        <Result title={t("compare.other")} asked={two} file={`${node}.${other}.json`} />
      </Box>
    </Box>
  );
}

interface ResultProps {
  title: string;
  asked: { data: { value: unknown } | undefined; error: Error | null };
  file: string;
}

function Result({ title, asked: { data, error }, file }: ResultProps) {
  const { t } = useTranslation("run-time");
  const none = error instanceof Problem && (error.status === 404 || error.status === 409);
  return (
    <Paper withBorder p="sm" mah={420} style={{ overflow: "auto" }}>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      {none && <Text size="sm">{t("compare.noResult")}</Text>}
      {error !== null && !none && <ProblemAlert error={error} />}
      {data !== undefined && <JsonValue value={data.value} name={title} file={file} />}
      {data === undefined && error === null && <Loader size="xs" />}
    </Paper>
  );
}
