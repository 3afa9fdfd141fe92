/// The page: its styles, its providers, and the router that shows a screen.
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./main.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { whenSignedOut } from "./api/client";
import { nonce } from "./api/place";
import { Problem } from "./api/problem";
import { createQueryClient } from "./api/query-client";
import { endedKey, sessionQuery } from "./api/session";
import { giveFocusBack } from "./components/focus/give-back";
import { Notices } from "./components/notices/notices";
import { startSpeaking } from "./i18n";
import { createAuroraRouter } from "./router";
import { allowStyles } from "./style-nonce";
import { theme } from "./theme";
import { themeVariables } from "./theme-variables";

allowStyles(nonce);
const queryClient = createQueryClient();
const router = createAuroraRouter(queryClient);
whenSignedOut(() => {
  if (queryClient.getQueryData(sessionQuery.queryKey)) queryClient.setQueryData(endedKey, true);
  queryClient.setQueryData(sessionQuery.queryKey, null);
  void router.invalidate();
});

const root = document.getElementById("aurora");
if (root === null) throw new Error("the page has no place for Aurora");
await startSpeaking();
// What a screen shows as a problem is an answer of the API, and no fault to report.
const onCaughtError = (error: unknown) => {
  if (!(error instanceof Problem)) reportError(error);
};
giveFocusBack(document);
createRoot(root, { onCaughtError }).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={themeVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <Notices />
        <RouterProvider router={router} />
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);
