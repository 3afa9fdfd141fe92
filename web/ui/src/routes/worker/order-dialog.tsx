/// Puts an order to a worker together, asks for the reason, and shows what the worker answered.
import { Autocomplete, Button, Group, NumberInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { order, type WorkerDetail } from "../../api/workers";
import { ConfirmDialog } from "../../components/dialog/confirm-dialog";
import { Dialog } from "../../components/dialog/dialog";
import { type Given, GRAVE, isRate, nothing, type OrderKind, orderOf } from "./orders";

interface OrderDialogProps {
  kind: OrderKind;
  worker: WorkerDetail;
  onClose: () => void;
}

export function OrderDialog({ kind, worker, onClose }: OrderDialogProps) {
  const { t } = useTranslation(["workers", "parts"]);
  const queries = useQueryClient();
  const [given, setGiven] = useState<Given>(nothing);
  const telling = useMutation({
    mutationFn: async (why: string) => {
      const body = orderOf(kind, given, why);
      return body && order(worker.id, body);
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["workers"] }),
  });
  const title = t(`orders.kinds.${kind}`);
  if (telling.data !== undefined) {
    return (
      <Dialog onClose={onClose} title={title}>
        <Stack>
          <Text size="sm" role="status">
            {t("orders.answer", { worker: worker.hostname, answer: telling.data.answer })}
          </Text>
          <Group justify="flex-end">
            <Button onClick={onClose} data-autofocus>
              {t("parts:close")}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    );
  }
  const grave = GRAVE.has(kind);
  return (
    <ConfirmDialog
      title={`${title} · ${worker.hostname}`}
      lead={t(`orders.leads.${kind}`)}
      act={title}
      grave={grave}
      reason={grave ? "required" : "optional"}
      ready={orderOf(kind, given, "") !== undefined}
      change={telling}
      onAct={(why) => telling.mutate(why)}
      onClose={onClose}
    >
      <OrderInputs kind={kind} worker={worker} given={given} onChange={setGiven} />
    </ConfirmDialog>
  );
}

interface OrderInputsProps {
  kind: OrderKind;
  worker: WorkerDetail;
  given: Given;
  onChange: (given: Given) => void;
}

function OrderInputs({ kind, worker, given, onChange }: OrderInputsProps) {
  const { t } = useTranslation("workers");
  switch (kind) {
    case "pool_grow":
    case "pool_shrink":
      return (
        <NumberInput
          label={t("orders.n")}
          min={1}
          max={256}
          value={given.n}
          onChange={(n) => onChange({ ...given, n: Number(n) || 0 })}
        />
      );
    case "add_consumer":
      return (
        <TextInput
          label={t("queue")}
          required
          value={given.queue}
          onChange={({ currentTarget }) => onChange({ ...given, queue: currentTarget.value })}
        />
      );
    case "cancel_consumer":
      return (
        <Select
          label={t("queue")}
          required
          data={worker.live?.queues ?? worker.queues}
          value={given.queue || null}
          onChange={(queue) => onChange({ ...given, queue: queue ?? "" })}
        />
      );
    case "rate_limit":
    case "time_limit":
      return <Limits kind={kind} worker={worker} given={given} onChange={onChange} />;
    default:
      return null;
  }
}

function Limits({ kind, worker, given, onChange }: OrderInputsProps) {
  const { t } = useTranslation("workers");
  const seconds = (name: "soft" | "hard") => (
    <NumberInput
      label={t(name)}
      description={t("orders.lift")}
      suffix={t("orders.seconds")}
      min={0}
      value={given[name] ?? ""}
      onChange={(value) => onChange({ ...given, [name]: Number(value) > 0 ? Number(value) : undefined })}
    />
  );
  return (
    <Stack gap="sm">
      <Autocomplete
        label={t("handler")}
        required
        data={worker.handlers}
        value={given.handler}
        onChange={(handler) => onChange({ ...given, handler })}
      />
      {kind === "rate_limit" ? (
        <TextInput
          label={t("rate")}
          description={t("orders.lift")}
          placeholder="10/m"
          error={!isRate(given.rate) && t("orders.noRate")}
          value={given.rate}
          onChange={({ currentTarget }) => onChange({ ...given, rate: currentTarget.value })}
        />
      ) : (
        <>
          {seconds("soft")}
          {seconds("hard")}
        </>
      )}
    </Stack>
  );
}
