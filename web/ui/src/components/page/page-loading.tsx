/// While a screen is on its way.
import { Center, Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function PageLoading() {
  const { t } = useTranslation("shell");
  return (
    <Center mih={200} role="status" aria-label={t("loading")}>
      <Loader />
    </Center>
  );
}
