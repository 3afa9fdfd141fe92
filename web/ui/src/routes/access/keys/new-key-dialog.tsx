/// Make a key; then its secret, this once.
import { Code, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type IssuedKey, issueKey } from "../../../api/keys";
import { address } from "../../../api/place";
import { useChange } from "../../../components/change/use-change";
import { CopyField } from "../../../components/copy/copy-field";
import { Dialog } from "../../../components/dialog/dialog";
import { ShowOnce } from "../../../components/show-once/show-once";
import { NewKeyForm } from "./new-key-form";

export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("keys");
  const [issued, setIssued] = useState<IssuedKey>();
  const issuing = useChange(issueKey, { touches: ["keys"], onDone: setIssued });
  if (issued === undefined) return <NewKeyForm onMake={issuing.mutate} change={issuing} onClose={onClose} />;
  return (
    // A secret that is shown once must not vanish by a slip of the hand.
    <Dialog
      onClose={onClose}
      title={t("issued.title", { title: issued.title })}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <ShowOnce warning={t("issued.once")} kept={t("issued.kept")} onKept={onClose}>
        <CopyField label={t("issued.secret")} value={issued.secret} />
        <Text size="sm">{t("issued.use")}</Text>
        <Code
          block
          style={{ whiteSpace: "pre-wrap" }}
        >{`curl -H "Authorization: Bearer $AURORA_TOKEN" ${address}/api/v1/runs`}</Code>
      </ShowOnce>
    </Dialog>
  );
}
