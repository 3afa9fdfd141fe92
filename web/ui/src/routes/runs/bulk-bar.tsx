/// What can be done to many runs: to those that are chosen, or to all that fit the filters.
import { Button, Group, Menu, Paper, Text } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BulkKind } from "../../api/bulk";
import { usePermission } from "../../components/permission/use-permission";
import { ChosenDialog } from "./chosen-dialog";
import { MatchingDialog } from "./matching-dialog";
import { runsRoute } from "./route";
import { filterOf, isNarrowed } from "./search";

const KINDS = ["cancel", "pause", "resume", "retry", "rerun", "delete"] as const satisfies readonly BulkKind[];
type Whom = "chosen" | "matching";

interface BulkBarProps {
  chosen: ReadonlySet<string>;
  onDone: () => void;
}

export function BulkBar({ chosen, onDone }: BulkBarProps) {
  const { t } = useTranslation("runs");
  const search = runsRoute.useSearch();
  const { allowed } = usePermission("operator");
  const [asked, setAsked] = useState<{ kind: BulkKind; whom: Whom }>();
  if (!allowed) return null;
  const close = () => setAsked(undefined);
  const ask = (whom: Whom) => (kind: BulkKind) => setAsked({ kind, whom });
  return (
    <>
      {(chosen.size > 0 || isNarrowed(search)) && (
        <Paper withBorder px="md" py="xs" role="toolbar" aria-label={t("bulk.title")}>
          <Group gap="sm">
            {chosen.size > 0 && (
              <>
                <Text size="sm" fw={600} role="status">
                  {t("bulk.chosen", { count: chosen.size })}
                </Text>
                <KindMenu label={t("bulk.forChosen")} onPick={ask("chosen")} />
                <Button variant="subtle" size="compact-sm" onClick={onDone}>
                  {t("bulk.none")}
                </Button>
              </>
            )}
            {isNarrowed(search) && <KindMenu label={t("bulk.forMatching")} onPick={ask("matching")} />}
          </Group>
        </Paper>
      )}
      {asked?.whom === "chosen" && (
        <ChosenDialog
          kind={asked.kind}
          runs={[...chosen]}
          onClose={close}
          onDone={() => {
            close();
            onDone();
          }}
        />
      )}
      {asked?.whom === "matching" && <MatchingDialog kind={asked.kind} filter={filterOf(search)} onClose={close} />}
    </>
  );
}

function KindMenu({ label, onPick }: { label: string; onPick: (kind: BulkKind) => void }) {
  const { t } = useTranslation("runs");
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" size="compact-sm" rightSection={<IconChevronDown size={14} />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {KINDS.map((kind) => (
          <Menu.Item key={kind} {...(kind === "delete" && { color: "red" })} onClick={() => onPick(kind)}>
            {t(`bulk.kinds.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
