/// The menus at the end of the header.
import { PreferencesMenu } from "../../components/preferences/preferences-menu";
import { AccountMenu } from "./account-menu";

export function HeaderMenus() {
  return (
    <>
      <PreferencesMenu />
      <AccountMenu />
    </>
  );
}
