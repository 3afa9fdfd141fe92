/// What a worker can be told, by those who may.
import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WorkerDetail } from "../../api/workers";
import { GuardedButton } from "../../components/permission/guarded-button";
import { usePermission } from "../../components/permission/use-permission";
import { OrderDialog } from "./order-dialog";
import { GRAVE, ORDERS, type OrderKind } from "./orders";

export function OrderMenu({ worker }: { worker: WorkerDetail }) {
  const { t } = useTranslation("workers");
  const { allowed } = usePermission("admin", "*");
  const [kind, setKind] = useState<OrderKind>();
  if (!allowed) {
    return (
      <GuardedButton role="admin" project="*" variant="default" onClick={() => {}}>
        {t("orders.title")}
      </GuardedButton>
    );
  }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button rightSection={<IconChevronDown size={14} />}>{t("orders.title")}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {ORDERS.map((each) => (
            <Menu.Item key={each} {...(GRAVE.has(each) && { color: "red" })} onClick={() => setKind(each)}>
              {t(`orders.kinds.${each}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {kind !== undefined && <OrderDialog key={kind} kind={kind} worker={worker} onClose={() => setKind(undefined)} />}
    </>
  );
}
