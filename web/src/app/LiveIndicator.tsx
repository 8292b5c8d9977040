import { useStore } from "../store/store";
import { t, type TextKey } from "../text";

/** Whether what is shown follows by itself, and how. */
export function LiveIndicator() {
  const live = useStore((state) => state.live);
  const text = t(`live.${live}` as TextKey);
  const explanation = t(`live.${live}.note` as TextKey);
  return (
    <span className={`live ${live}`} role="status" title={explanation} aria-label={`${text}. ${explanation}`} data-live={live}>
      <i aria-hidden="true" /><span aria-hidden="true">{text}</span>
    </span>
  );
}
