/// A graph from a file or from pasted text, in the place of the one that is here.
import { Alert, Button, FileButton, Group, Textarea } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormDialog } from "../../components/dialog/form-dialog";
import type { Format, TextProblem } from "../../editor/source";
import { useEditor } from "./use-editor";

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<TextProblem | undefined>();
  const take = () => {
    const format: Format = /^\s*[{[]/.test(text) ? "json" : "yaml";
    const [first] = editor.open(text, format);
    setProblem(first);
    if (first === undefined) onClose();
  };
  const read = (file: File | null) => void file?.text().then(setText);
  return (
    <FormDialog
      title={t("import.title")}
      size="lg"
      lead={t("import.lead")}
      act={t("import.take")}
      ready={text.trim() !== ""}
      onAct={take}
      onClose={onClose}
    >
      <Group>
        <FileButton accept=".yaml,.yml,.json" onChange={read}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconUpload size={16} />}>
              {t("import.file")}
            </Button>
          )}
        </FileButton>
      </Group>
      <Textarea
        label={t("import.text")}
        autosize
        minRows={8}
        maxRows={16}
        spellCheck={false}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {problem !== undefined && (
        <Alert color="red">
          {t("problems.atLine", { line: problem.line, message: problem.message || t("notMapping") })}
        </Alert>
      )}
    </FormDialog>
  );
}
