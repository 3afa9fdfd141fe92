/// What is said in passing. The part that shows it is loaded with the first thing to say.
import { notificationsStore, useNotifications } from "@mantine/notifications";
import { lazy, Suspense } from "react";

const Shown = lazy(() => import("./shown"));

export function Notices() {
  const { notifications } = useNotifications(notificationsStore);
  if (notifications.length === 0) return null;
  return (
    <Suspense>
      <Shown />
    </Suspense>
  );
}
