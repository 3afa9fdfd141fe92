/// Fetches the next page of a list; not there once all of it is.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface MoreButtonProps {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
}

export function MoreButton({ list }: MoreButtonProps) {
  const { t } = useTranslation("parts");
  if (!list.hasNextPage) return null;
  return (
    <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {t("more")}
    </Button>
  );
}
