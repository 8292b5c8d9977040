import { Button, IconButton } from "../parts/Button";
import { dismiss } from "../store/toasts";
import { useStore } from "../store/store";
import { t } from "../text";

export function Toasts() {
  const toasts = useStore((state) => state.toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, kind, message, action }) => (
        <div key={id} className={`toast ${kind}`}>
          <span>{message}</span>
          {action && <Button size="small" kind="quiet" onClick={() => { action.run(); dismiss(id); }}>{action.label}</Button>}
          <IconButton icon="close" size="small" label={t("dismiss")} onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
