/// The filters above the audit log; they live in the address.
import { Button, Group } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { AuditEntry, AuditFilter } from "../../api/audit";
import { TextFilter } from "../../components/filter/text-filter";
import { auditRoute } from "./route";
import { auditSearchOf } from "./search";

export function AuditFilters({ entries }: { entries: readonly AuditEntry[] }) {
  const { t } = useTranslation("audit");
  const search = auditRoute.useSearch();
  const navigate = useNavigate();
  const narrow = (change: Partial<Record<keyof AuditFilter, string | undefined>>) =>
    void navigate({ to: "/audit", search: auditSearchOf({ ...search, ...change }), replace: true });
  return (
    <Group align="end" gap="sm" role="search" aria-label={t("filters")}>
      <TextFilter
        label={t("actor")}
        value={search.actor}
        known={entries.map((entry) => entry.actor)}
        onChange={(actor) => narrow({ actor })}
      />
      <TextFilter
        label={t("action")}
        value={search.action}
        known={entries.map((entry) => entry.action)}
        onChange={(action) => narrow({ action })}
        width={220}
      />
      <TextFilter
        label={t("target")}
        value={search.target}
        known={entries.map((entry) => entry.target)}
        onChange={(target) => narrow({ target })}
        width={280}
      />
      {Object.keys(search).length > 0 && (
        <Button
          variant="subtle"
          leftSection={<IconFilterOff size={16} />}
          onClick={() => void navigate({ to: "/audit", search: {} })}
        >
          {t("clear")}
        </Button>
      )}
    </Group>
  );
}
