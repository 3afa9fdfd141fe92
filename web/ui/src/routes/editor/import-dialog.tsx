/// A graph from a file or from pasted text, in the place of the one that is here.
import { Alert, Button, FileButton, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
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
    <Modal opened onClose={onClose} title={t("import.title")} size="lg" closeButtonProps={{ "aria-label": t("close") }}>
      <Stack>
        <Text size="sm">{t("import.lead")}</Text>
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
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button onClick={take} disabled={text.trim() === ""}>
            {t("import.take")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
