/// Make a key; then its secret, this once.
import { Alert, Button, Code, Group, Modal, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type IssuedKey, issueKey } from "../../../api/keys";
import { address } from "../../../api/place";
import { useChange } from "../../../components/change/use-change";
import { CopyField } from "../../../components/copy/copy-field";
import { NewKeyForm } from "./new-key-form";

export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["keys", "parts"]);
  const [issued, setIssued] = useState<IssuedKey>();
  const issuing = useChange(issueKey, { touches: ["keys"], onDone: setIssued });
  return (
    <Modal
      opened
      onClose={onClose}
      title={issued === undefined ? t("keys:new.open") : t("keys:issued.title", { title: issued.title })}
      // A secret that is shown once must not vanish by a slip of the hand.
      closeOnClickOutside={issued === undefined}
      closeOnEscape={issued === undefined}
      closeButtonProps={{ "aria-label": t("parts:close") }}
    >
      {issued === undefined ? (
        <NewKeyForm onMake={issuing.mutate} busy={issuing.isPending} error={issuing.error} onClose={onClose} />
      ) : (
        <Issued secret={issued.secret} onClose={onClose} />
      )}
    </Modal>
  );
}

function Issued({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation("keys");
  return (
    <Stack gap="md">
      <Alert color="yellow" icon={<IconAlertTriangle />}>
        {t("issued.once")}
      </Alert>
      <CopyField label={t("issued.secret")} value={secret} />
      <Text size="sm">{t("issued.use")}</Text>
      <Code
        block
        style={{ whiteSpace: "pre-wrap" }}
      >{`curl -H "Authorization: Bearer $AURORA_TOKEN" ${address}/api/v1/runs`}</Code>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t("issued.kept")}</Button>
      </Group>
    </Stack>
  );
}
