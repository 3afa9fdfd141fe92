/// The place where things are said in passing.
import { Notifications } from "@mantine/notifications";

export default function Shown() {
  return <Notifications position="bottom-right" />;
}
