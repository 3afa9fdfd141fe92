/// Stores a graph from a file: YAML, JSON or TOML.
import { Button, FileButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileImport } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { storeGraph } from "../../api/graphs";
import { Problem } from "../../api/problem";
import { useProblemText } from "../../components/problem/use-problem-text";
import { formatOf } from "./format-of";

export function ImportButton() {
  const { t } = useTranslation("graphs");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const problemText = useProblemText();
  const storing = useMutation({
    mutationFn: async (file: File) => storeGraph(await file.text(), formatOf(file.name)),
    onSuccess: ({ name, version }) => {
      void queries.invalidateQueries({ queryKey: ["graphs"] });
      notifications.show({ message: t("imported", { name, version }) });
      void navigate({ to: "/graphs/$name", params: { name } });
    },
    onError: (error) => {
      const places = error instanceof Problem ? error.places.slice(0, 5) : [];
      const lines = places.map(({ path, message }) => `${path}: ${message}`);
      notifications.show({ color: "red", title: problemText(error), message: lines.join("\n"), autoClose: false });
    },
  });
  return (
    <FileButton accept=".yaml,.yml,.json,.toml" onChange={(file) => file !== null && storing.mutate(file)}>
      {(props) => (
        <Button {...props} variant="default" leftSection={<IconFileImport size={16} />} loading={storing.isPending}>
          {t("import")}
        </Button>
      )}
    </FileButton>
  );
}
