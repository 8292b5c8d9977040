import { lazy, Suspense, useEffect, useRef } from "react";
import { ErrorBoundary, Empty, Skeleton } from "../parts/States";
import { useStore } from "../store/store";
import { t } from "../text";
import { Link, navigate, usePath } from "./router";
import { home, loadDoor, loadScreen, screens } from "./screens";
import { Toasts } from "./Toasts";

/** Loaded when somebody is signed in: the door opens sooner without it. */
export const loadShell = () => import("./Shell");
const Shell = lazy(loadShell);
const Door = lazy(loadDoor);

/** Pages for people who come with a link, signed in or not. */
const linkPages = ["welcome", "invitation", "password"];

/** Begins to load what an address needs, before anything is drawn. */
export function preloadApp(path: string, isSignedIn: boolean): void {
  const parts = !isSignedIn || linkPages.includes(path.split("/")[1] ?? "") ? [loadDoor()] : [loadShell(), loadScreen(path)];
  for (const part of parts) part.catch(() => undefined);
}

export function App() {
  const profile = useStore((state) => state.profile);
  // Everything is said in the language of the user: another one draws all again.
  const language = useStore((state) => state.language);
  const [first = "", ...rest] = usePath().split("/").filter(Boolean);
  const isSignedIn = profile !== null;
  const scope = profile ? `${profile.user.user_id} ${profile.workspace.workspace_id}` : "";
  const page = linkPages.includes(first) ? first : undefined;
  return (
    <div key={language} className="app">
      {page || !isSignedIn ? <Suspense><Door link={page} /></Suspense> : <Suspense><Shell current={first} scope={scope}><Screen key={scope} name={first} rest={rest} /></Shell></Suspense>}
      <Toasts />
    </div>
  );
}

function Screen({ name, rest }: { name: string; rest: string[] }) {
  const permissions = useStore((state) => state.profile?.permissions);
  const screen = screens.find((one) => one.path === name);
  const isFirst = useRef(true);
  useEffect(() => {
    if (name === "" || name === "sign-in") navigate(home, { replace: true });
    // Readers of screens hear that the page has changed; at the first page the browser does that.
    if (!isFirst.current) document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [name]);
  if (!screen) {
    return name === "" ? null : <Empty isScreen icon="search" title={t("error.noPage")} action={<Link className="button primary" href={home}>{t("nav.library")}</Link>} />;
  }
  if (screen.permission && !permissions?.includes(screen.permission)) return <Empty isScreen icon="shield" title={t("error.forbidden")}>{t("error.askAdmin")}</Empty>;
  const Component = screen.component;
  return (
    <ErrorBoundary resetKey={location.pathname}>
      <Suspense fallback={<div className="page"><Skeleton lines={8} height={20} /></div>}><Component rest={rest} /></Suspense>
    </ErrorBoundary>
  );
}
