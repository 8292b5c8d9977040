import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from "react";

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string;
  isLabelHidden?: boolean;
}

export function Field({ label, hint, error, isLabelHidden, className = "", ...input }: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  const described = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id} className={isLabelHidden ? "unseen" : undefined}>{label}</label>
      <input id={id} {...input} data-first={input.autoFocus || undefined} aria-invalid={error ? true : undefined} aria-describedby={described} />
      {error ? <p className="field-error" id={`${id}-error`}>{error}</p> : hint && <p className="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}

export function Select({ label, hint, isLabelHidden, children, className = "", ...select }: FieldProps & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id} className={isLabelHidden ? "unseen" : undefined}>{label}</label>
      <select id={id} {...select}>{children}</select>
      {hint && <p className="hint">{hint}</p>}
    </div>
  );
}

export function Checkbox({ label, isLabelHidden, ...input }: { label: string; isLabelHidden?: boolean } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className="checkbox">
      <input type="checkbox" {...input} aria-label={isLabelHidden ? label : undefined} />
      {!isLabelHidden && <span>{label}</span>}
    </label>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: { value: T; label: ReactNode; title?: string }[];
  onChange: (value: T) => void;
}

/** A few choices side by side of which one holds. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <div className="choice" role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.value} type="button" aria-pressed={option.value === value} title={option.title} aria-label={option.title}
          onClick={() => onChange(option.value)}>
          {option.label}
        </button>
      ))}
    </div>
  );
}
