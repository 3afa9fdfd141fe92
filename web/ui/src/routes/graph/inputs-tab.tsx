/// What a run of the graph is given.
import { useTranslation } from "react-i18next";
import type { GraphDetail } from "../../api/graphs";
import { EmptyState } from "../../components/page/empty-state";
import { inputsSchema } from "../../components/schema-form/handler-schema";
import { SchemaTable } from "../../components/schema-form/schema-table";

export function InputsTab({ graph }: { graph: GraphDetail }) {
  const { t } = useTranslation("graph");
  const schema = inputsSchema(graph.definition);
  if (Object.keys(schema.properties ?? {}).length === 0) return <EmptyState title={t("noInputs")} />;
  return <SchemaTable schema={schema} label={t("tabs.inputs")} />;
}
