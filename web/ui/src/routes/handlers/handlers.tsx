/// The catalogue: every handler that a node can name, and the one that is looked at beside it.
import { Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Handler, handlersQuery } from "../../api/handlers";
import { EmptyState } from "../../components/page/empty-state";
import { Page } from "../../components/page/page";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { HandlerDrawer } from "./handler-drawer";
import { HandlersTable } from "./handlers-table";
import { handlersRoute } from "./route";
import type { HandlersSearch } from "./search";

export function Handlers() {
  const { t } = useTranslation("handlers");
  const search = handlersRoute.useSearch();
  const navigate = useNavigate();
  const handlers = useQuery(handlersQuery);
  const change = (next: HandlersSearch) => void navigate({ to: "/handlers", search: next, replace: true });
  const { handler, ...without } = search;
  const shown = handlers.data?.items.find(({ name }) => name === handler);
  return (
    <Page title={t("title")}>
      <TextInput
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        leftSection={<IconSearch size={16} />}
        maw={420}
        data-search
        value={search.q ?? ""}
        onChange={({ currentTarget: { value } }) => change(value === "" ? {} : { q: value })}
      />
      {handlers.data !== undefined ? (
        <List handlers={handlers.data.items} q={search.q} onOpen={(name) => change({ ...search, handler: name })} />
      ) : handlers.error ? (
        <ProblemAlert error={handlers.error} onRetry={() => void handlers.refetch()} />
      ) : (
        <PageLoading />
      )}
      {shown !== undefined && <HandlerDrawer key={shown.name} handler={shown} onClose={() => change(without)} />}
    </Page>
  );
}

interface ListProps {
  handlers: Handler[];
  q: string | undefined;
  onOpen: (name: string) => void;
}

function List({ handlers, q, onOpen }: ListProps) {
  const { t } = useTranslation("handlers");
  const found = handlers.filter((handler) => isFound(handler, q));
  if (found.length === 0) {
    if (handlers.length > 0) return <EmptyState title={t("empty.narrow")} />;
    return <EmptyState title={t("empty.title")} lead={t("empty.lead")} command="aurora up -I MODULE" />;
  }
  return (
    <>
      <HandlersTable handlers={found} onOpen={onOpen} />
      <Text size="sm" c="dimmed" role="status">
        {t("count", { count: found.length })}
      </Text>
    </>
  );
}

function isFound({ name, description }: Handler, q = ""): boolean {
  const text = `${name} ${description}`.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
