/// Takes the list along as a file.
import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { RunsFilter } from "../../api/runs";
import { saveFile } from "../../components/file/save-file";
import { useProblemText } from "../../components/problem/use-problem-text";
import { allRuns, jsonLines, MOST, table } from "./export-runs";

type Kind = "csv" | "jsonl";

export function ExportMenu({ filter }: { filter: RunsFilter }) {
  const { t } = useTranslation("runs");
  const problemText = useProblemText();
  const taking = useMutation({
    mutationFn: async (kind: Kind) => ({ kind, runs: await allRuns(filter) }),
    onSuccess: ({ kind, runs }) => {
      if (kind === "csv") saveFile("runs.csv", table(runs), "text/csv");
      else saveFile("runs.jsonl", jsonLines(runs), "application/jsonl");
      notifications.show({ message: t(runs.length === MOST ? "export.full" : "export.done", { count: runs.length }) });
    },
    onError: (error) => notifications.show({ color: "red", message: problemText(error) }),
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} />} loading={taking.isPending}>
          {t("export.title")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => taking.mutate("csv")}>{t("export.csv")}</Menu.Item>
        <Menu.Item onClick={() => taking.mutate("jsonl")}>{t("export.jsonl")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
