/// What a node was given and what it returned: asked for only when somebody wants to see it.
import { Loader, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/problem";
import { argumentsQuery, nodeResultQuery } from "../../../api/run-view";
import { JsonTree } from "../../../components/json/json-tree";
import { JsonValue } from "../../../components/json/json-value";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { momentAt, stateAt } from "../board";
import { useBoard } from "../use-board";
import { Section } from "./section";

interface NodeValuesProps {
  node: string;
  place: number;
  params: Record<string, unknown>;
}

export function NodeValues({ node, place, params }: NodeValuesProps) {
  const { t } = useTranslation("run");
  const board = useBoard();
  const moment = momentAt(board, place);
  const { run } = board;
  const succeeded = stateAt(board, place) === "succeeded";
  return (
    <div>
      <Section title={t("panel.result")} opened={succeeded}>
        {succeeded ? (
          <Asked query={nodeResultQuery(run, node, moment)} name={t("panel.result")} file={`${node}.result.json`} />
        ) : (
          <Text size="sm">{t("panel.noResult")}</Text>
        )}
      </Section>
      <Section title={t("panel.arguments")}>
        <Asked query={argumentsQuery(run, node, moment)} name={t("panel.arguments")} file={`${node}.inputs.json`} />
      </Section>
      <Section title={t("panel.params")}>
        <JsonTree value={params} name={t("panel.params")} />
      </Section>
    </div>
  );
}

type ValueQuery = ReturnType<typeof argumentsQuery> | ReturnType<typeof nodeResultQuery>;

function Asked({ query, name, file }: { query: ValueQuery; name: string; file: string }) {
  const { t } = useTranslation("run");
  const { data, error, refetch } = useQuery(query as ReturnType<typeof argumentsQuery>);
  if (error instanceof Problem && error.status === 409) return <Text size="sm">{t("panel.notYet")}</Text>;
  if (error !== null) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loader size="xs" />;
  return <JsonValue value={data.value} name={name} file={file} />;
}
