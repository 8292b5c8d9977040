import { call } from "../api/client";
import { dropSession, refreshToken } from "../api/session";
import { Menu } from "../parts/Menu";
import { chooseLanguage, chooseTheme } from "../store/preferences";
import { useStore, type Theme } from "../store/store";
import { t, type TextKey } from "../text";
import { navigate } from "./router";

async function signOut(): Promise<void> {
  // Signed out here in any case; the service is told when it can be reached.
  await call("POST /api/v1/auth/logout", { body: { refresh_token: refreshToken() } }).catch(() => undefined);
  dropSession();
  navigate("/");
}

export function UserMenu() {
  const user = useStore((state) => state.profile?.user);
  const theme = useStore((state) => state.theme);
  const language = useStore((state) => state.language);
  if (!user) return null;
  const themes: Theme[] = ["system", "light", "dark"];
  const initials = user.display_name.split(/\s+/).map((word) => word.slice(0, 1)).slice(0, 2).join("").toUpperCase() || "?";
  return (
    <Menu className="user-menu right" label={t("user.menu")} trigger={<span className="avatar">{initials}</span>}
      heading={<><strong>{user.display_name}</strong><span className="faint">{user.email}</span></>}
      groups={[
        [{ label: t("account.title"), icon: "user", run: () => navigate("/account") }],
        themes.map((one) => ({ label: t(`theme.${one}` as TextKey), isChecked: theme === one, run: () => chooseTheme(one) })),
        [
          { label: "English", isChecked: language === "en", run: () => void chooseLanguage("en") },
          { label: "Ελληνικά", isChecked: language === "el", run: () => void chooseLanguage("el") },
        ],
        [{ label: t("signOut"), icon: "out", run: () => void signOut() }],
      ]} />
  );
}
