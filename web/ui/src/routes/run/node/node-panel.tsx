/// One node, beside whatever else is shown of the run; over it where there is no room.
import { ActionIcon, Box, Drawer, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { StateBadge } from "../../../components/state/state-badge";
import { handlerAt, stateAt } from "../board";
import { NodeDeeds } from "../operation/deed-menu";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";
import { NodeBody } from "./node-body";
import classes from "./node-panel.module.css";

const BESIDE = "(min-width: 62em)";

export function NodePanel({ node }: { node: string }) {
  const { t } = useTranslation("run");
  const [, change] = useRunSearch();
  const beside = useMediaQuery(BESIDE, true, { getInitialValueInEffect: false });
  const close = () => change({ node: undefined, attempt: undefined });
  if (!beside) {
    return (
      <Drawer.Root opened onClose={close} position="bottom" size="86%">
        <Drawer.Overlay />
        <Drawer.Content aria-label={t("panel.title", { node })}>
          <Drawer.Body>
            <Content node={node} onClose={close} />
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
    );
  }
  return (
    <Paper
      component="aside"
      withBorder
      className={classes.panel}
      aria-label={t("panel.title", { node })}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <Content node={node} onClose={close} />
    </Paper>
  );
}

function Content({ node, onClose }: { node: string; onClose: () => void }) {
  const { t } = useTranslation("run");
  const board = useBoard();
  const place = board.places.get(node);
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start" className={classes.head}>
        <Box miw={0}>
          <Title order={2} size="h4" className={classes.name}>
            {node}
          </Title>
          {place !== undefined && (
            <Text size="sm" c="dimmed" ff="monospace" className={classes.name}>
              {handlerAt(board, place)}
            </Text>
          )}
        </Box>
        <Group gap={6} wrap="nowrap">
          {place !== undefined && <NodeDeeds node={node} />}
          <ActionIcon variant="subtle" color="gray" size={36} onClick={onClose} aria-label={t("panel.close")}>
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      {place === undefined ? (
        <Text>{t("panel.noSuch", { node })}</Text>
      ) : (
        <>
          <Group gap="xs">
            <StateBadge state={stateAt(board, place)} />
          </Group>
          <NodeBody key={node} node={node} place={place} />
        </>
      )}
    </Stack>
  );
}
