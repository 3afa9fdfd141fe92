/// The definition of a version, to read.
import { SegmentedControl, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { definitionQuery, type Format, type GraphDetail } from "../../api/graphs";
import { CodeReader } from "../../components/code-editor/code-reader";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";

export function DefinitionTab({ graph: { name, version } }: { graph: GraphDetail }) {
  const { t } = useTranslation("graph");
  const [format, setFormat] = useState<Format>("yaml");
  const { data, error } = useQuery(definitionQuery(name, version, format));
  return (
    <Stack gap="sm">
      <SegmentedControl
        size="xs"
        style={{ alignSelf: "start" }}
        aria-label={t("format")}
        value={format}
        onChange={(next) => setFormat(next as Format)}
        data={[
          { value: "yaml", label: "YAML" },
          { value: "json", label: "JSON" },
          { value: "toml", label: "TOML" },
        ]}
      />
      {data === undefined ? (
        error ? (
          <ProblemAlert error={error} />
        ) : (
          <PageLoading />
        )
      ) : (
        <CodeReader text={data} format={format} label={t("tabs.definition")} />
      )}
    </Stack>
  );
}
