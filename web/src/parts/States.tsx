import { Component, type ReactNode } from "react";
import { ApiError } from "../api/errors";
import type { Resource } from "../store/resources";
import { named, t } from "../text";
import { Button } from "./Button";
import { Icon, type IconName } from "./Icon";

export function Skeleton({ lines = 3, height = 16 }: { lines?: number; height?: number }) {
  return (
    <div className="skeleton" role="status" aria-label={t("loading")}>
      {Array.from({ length: lines }, (_, index) => <span key={index} style={{ height, width: `${96 - ((index * 23) % 40)}%` }} />)}
    </div>
  );
}

/** `isScreen`: nothing else is on the screen, so that this is its heading. */
export function Empty({ icon, title, children, action, isScreen }: { icon: IconName; title: string; children?: ReactNode; action?: ReactNode; isScreen?: boolean }) {
  const Heading = isScreen ? "h1" : "h2";
  return (
    <div className="empty">
      <span className="empty-icon"><Icon name={icon} size={26} /></span>
      <Heading tabIndex={isScreen ? -1 : undefined}>{title}</Heading>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

export function Failure({ error, retry }: { error: ApiError; retry?: () => void }) {
  const isForbidden = error.status === 403;
  return (
    <div className="failure" role="alert">
      <Icon name={isForbidden ? "shield" : "warning"} size={22} />
      <div>
        <strong>{isForbidden ? t("error.forbidden") : t("error.title")}</strong>
        <p>{error.message}</p>
        {error.requestId && <p className="faint">{t("error.request", { id: error.requestId })}</p>}
        {retry && !isForbidden && <Button size="small" icon="retry" onClick={retry}>{t("retry")}</Button>}
      </div>
    </div>
  );
}

/** What is known, or why it is not. */
export function Loaded<T>({ of, skeleton, children }: { of: Resource<T>; skeleton?: ReactNode; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <Failure error={of.error} retry={of.reload} />;
  return <>{skeleton ?? <Skeleton lines={6} />}</>;
}

const tones: Record<string, string> = {
  completed: "good", healthy: "good", success: "good", done: "good", partial: "warn", degraded: "warn", paused: "warn", retrying: "warn",
  recognition_needed: "warn", failed: "bad", unhealthy: "bad", denied: "bad", failure: "bad", interrupted: "bad", processing: "busy", running: "busy", pending: "busy", queued: "busy",
};

/** A state as a word with a colour. */
export function Status({ name }: { name: string }) {
  return <span className={`status ${tones[name] ?? ""}`}>{named("status", name)}</span>;
}

export function Progress({ percent, label, isBusy = true }: { percent: number; label: string; isBusy?: boolean }) {
  return (
    <div className={`progress ${isBusy ? "busy" : ""}`} role="progressbar" aria-valuenow={Math.round(percent)} aria-valuemin={0} aria-valuemax={100} aria-label={label}>
      <span style={{ width: `${Math.max(1, percent)}%` }} />
    </div>
  );
}

/** A mistake of ours in a part of the page costs that part only. */
export class ErrorBoundary extends Component<{ children: ReactNode; resetKey?: string }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidUpdate(before: { resetKey?: string }) {
    if (before.resetKey !== this.props.resetKey && this.state.error) this.setState({ error: null });
  }

  override render() {
    if (!this.state.error) return this.props.children;
    const isOutdated = /dynamically imported module|importing a module/i.test(String(this.state.error));
    return (
      <Empty icon="warning" title={t(isOutdated ? "error.outdated" : "error.broken")}
        action={<Button kind="primary" onClick={() => (isOutdated ? location.reload() : this.setState({ error: null }))}>{t("retry")}</Button>}>
        {isOutdated ? null : String(this.state.error)}
      </Empty>
    );
  }
}
