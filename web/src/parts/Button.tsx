import { forwardRef, useState, type ButtonHTMLAttributes, type ReactNode } from "react";
import { sayError } from "../store/toasts";
import { Icon, type IconName } from "./Icon";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: "plain" | "primary" | "danger" | "quiet";
  icon?: IconName;
  size?: "small" | "normal";
  isBusy?: boolean;
  children?: ReactNode;
}

export const Button = forwardRef<HTMLButtonElement, Props>(function Button(
  { kind = "plain", icon, size = "normal", isBusy = false, children, className = "", disabled, ...rest }, reference,
) {
  return (
    <button ref={reference} type="button" {...rest} disabled={disabled || isBusy} aria-busy={isBusy || undefined}
      className={`button ${kind} ${size} ${children ? "" : "bare"} ${className}`}>
      {icon && <Icon name={icon} size={size === "small" ? 16 : 18} />}
      {children && <span>{children}</span>}
    </button>
  );
});

/** A button without words; `label` is what it is called and what hovering shows. */
export const IconButton = forwardRef<HTMLButtonElement, Omit<Props, "children"> & { icon: IconName; label: string }>(function IconButton(
  { label, kind = "quiet", ...rest }, reference,
) {
  return <Button ref={reference} kind={kind} aria-label={label} title={label} {...rest} />;
});

/** A button whose work takes a while; errors of it are told. */
export function ActionButton({ action, ...rest }: Props & { action: () => Promise<unknown> }) {
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await action();
    } catch (error) {
      sayError(error);
    } finally {
      setBusy(false);
    }
  };
  return <Button {...rest} isBusy={isBusy} onClick={() => void run()} />;
}
