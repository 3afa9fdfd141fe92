/// The second factor set up in three steps: the password, the app, the recovery codes.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { beginFactor, confirmFactor, type Factor } from "../../../api/account";
import { sessionQuery } from "../../../api/session";
import { useChange } from "../../../components/change/use-change";
import { Dialog } from "../../../components/dialog/dialog";
import { FactorCode } from "./factor-code";
import { FactorPassword } from "./factor-password";
import { RecoveryCodes } from "./recovery-codes";

export function FactorSetUp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["account", "parts"]);
  const queryClient = useQueryClient();
  const [password, setPassword] = useState("");
  const [factor, setFactor] = useState<Factor>();
  const [codes, setCodes] = useState<string[]>();
  const beginning = useChange(beginFactor, { touches: ["factor"], onDone: setFactor });
  const confirming = useChange(confirmFactor, { touches: ["factor"], onDone: setCodes });
  // The session says that the factor is on only after the codes were shown: until then this dialog has to stay.
  const leave = () => {
    onClose();
    if (codes !== undefined) void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const begin = (given: string) => {
    setPassword(given);
    beginning.mutate(given);
  };
  return (
    <Dialog
      onClose={leave}
      title={t("account:factor.setUp")}
      closeOnClickOutside={false}
      closeOnEscape={codes === undefined}
    >
      {factor === undefined && <FactorPassword busy={beginning.isPending} error={beginning.error} onGo={begin} />}
      {factor !== undefined && codes === undefined && (
        <FactorCode
          factor={factor}
          busy={confirming.isPending}
          error={confirming.error}
          onCode={(code) => confirming.mutate({ password, seed: factor.seed, code })}
        />
      )}
      {codes !== undefined && <RecoveryCodes codes={codes} onKept={leave} />}
    </Dialog>
  );
}
