import "../parts/all";
import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { Button, IconButton } from "../parts/Button";
import { Icon } from "../parts/Icon";
import { startLive, stopLive } from "../store/live";
import { useStore } from "../store/store";
import { t } from "../text";
import { Brand } from "./Brand";
import { DropZone } from "./DropZone";
import { LiveIndicator } from "./LiveIndicator";
import { Link, usePath } from "./router";
import { screens } from "./screens";
import { UploadTray } from "./UploadTray";
import { UserMenu } from "./UserMenu";
import { WorkspaceMenu } from "./WorkspaceMenu";

const UploadDialog = lazy(() => import("./UploadDialog"));

/** What stands around every screen. */
export default function Shell({ current, scope, children }: { current: string; scope: string; children: ReactNode }) {
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const [isUploading, setUploading] = useState(false);
  const mayUpload = useStore((state) => state.profile?.permissions.includes("document:write") ?? false);
  const path = usePath();
  useEffect(() => setDrawerOpen(false), [path]);
  useEffect(() => {
    startLive();
    return stopLive;
  }, [scope]);
  return (
    <div className={`shell ${isDrawerOpen ? "drawer-open" : ""}`} onKeyDown={(event) => event.key === "Escape" && setDrawerOpen(false)}>
      <a className="skip" href="#content">{t("skip")}</a>
      <header className="top">
        <IconButton icon="menu" label={t("menu")} className="only-narrow" aria-expanded={isDrawerOpen} onClick={() => setDrawerOpen(!isDrawerOpen)} />
        <Link href="/library" className="brand" aria-label={t("brand.home")}><Brand /></Link>
        <WorkspaceMenu />
        <span className="spacer" />
        <LiveIndicator />
        {mayUpload && <Button kind="primary" icon="upload" className="upload-button" aria-label={t("upload.add")} onClick={() => setUploading(true)}>{t("upload.add")}</Button>}
        <UserMenu />
      </header>
      <Navigation current={current} />
      <div className="scrim" onClick={() => setDrawerOpen(false)} />
      <main id="content" tabIndex={-1}>{children}</main>
      {mayUpload && <DropZone />}
      {isUploading && <Suspense><UploadDialog onClose={() => setUploading(false)} /></Suspense>}
      <UploadTray />
    </div>
  );
}

function Navigation({ current }: { current: string }) {
  const permissions = useStore((state) => state.profile?.permissions);
  const visible = screens.filter((screen) => screen.entry && (!screen.permission || permissions?.includes(screen.permission)));
  return (
    <nav className="side" aria-label={t("nav.main")}>
      <ul>
        {visible.map(({ path, entry }) => entry && (
          <li key={path}>
            <Link href={`/${path}`} aria-current={current === path || (path === "library" && current === "documents") ? "page" : undefined}>
              <Icon name={entry.icon} /><span>{t(entry.label)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <a className="side-foot" href="/docs" target="_blank" rel="noreferrer"><Icon name="external" size={16} /><span>{t("nav.api")}</span></a>
    </nav>
  );
}
