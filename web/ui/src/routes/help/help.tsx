/// How to work with Aurora: the guide, page by page, and what keys do.
import { Grid, NavLink, Paper, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { KeyTable } from "../../components/keys/key-table";
import { Page } from "../../components/page/page";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { guideQuery } from "./guide";
import { MarkdownView } from "./markdown-view";
import { GUIDE_PAGES, type GuidePage } from "./pages";
import { helpRoute } from "./route";

export function Help() {
  const { t } = useTranslation("help");
  const { page = "first-run" } = helpRoute.useSearch();
  return (
    <Page title={t("title")}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 3, lg: 2 }}>
          <nav aria-label={t("contents")}>
            {GUIDE_PAGES.map((each) => (
              <NavLink
                key={each}
                label={t(`pages.${each}`)}
                active={each === page}
                aria-current={each === page ? "page" : undefined}
                renderRoot={(props) => <Link to="/help" search={{ page: each }} {...props} />}
              />
            ))}
          </nav>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Guide page={page} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 3, lg: 4 }}>
          <Paper withBorder p="md" component="section" aria-label={t("keyboard")}>
            <Title order={2} size="h4" mb="xs">
              {t("keyboard")}
            </Title>
            <KeyTable />
          </Paper>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

function Guide({ page }: { page: GuidePage }) {
  const { i18n } = useTranslation();
  const guide = useQuery(guideQuery(i18n.language, page));
  if (guide.isPending) return <PageLoading />;
  if (guide.data === undefined) return <ProblemAlert error={guide.error} onRetry={() => void guide.refetch()} />;
  return (
    <Stack gap="sm" component="article" maw={720}>
      <MarkdownView page={guide.data} />
    </Stack>
  );
}
