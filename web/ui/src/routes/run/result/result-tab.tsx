/// What a run returned.
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { runResultQuery } from "../../../api/run-view";
import { JsonValue } from "../../../components/json/json-value";
import { PageLoading } from "../../../components/page/page-loading";
import { ProblemAlert } from "../../../components/problem/problem-alert";
import { momentOf } from "../board";
import { useBoard } from "../use-board";

export function ResultTab() {
  const { t } = useTranslation("run");
  const board = useBoard();
  const result = useQuery(runResultQuery(board.run, momentOf(board)));
  if (result.isPending) return <PageLoading />;
  if (result.data === undefined) return <ProblemAlert error={result.error} onRetry={() => void result.refetch()} />;
  const { state, outputs } = result.data;
  if (state !== "succeeded") return <Text>{t("result.notYet")}</Text>;
  if (outputs === null) return <Text>{t("result.none")}</Text>;
  return <JsonValue value={outputs} name={t("result.title")} file={`${board.run}.result.json`} />;
}
