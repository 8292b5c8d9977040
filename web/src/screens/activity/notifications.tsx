import { useState } from "react";
import type { JobReply } from "../../api/schema";
import { Checkbox } from "../../parts/Field";
import { keepPreference, readPreference } from "../../store/preferences";
import { say } from "../../store/toasts";
import { t } from "../../text";

function areWanted(): boolean {
  return readPreference("notifications") === "on" && "Notification" in window && Notification.permission === "granted";
}

export function NotificationSwitch() {
  const [isOn, setOn] = useState(areWanted);
  if (!("Notification" in window)) return null;
  const change = async (wanted: boolean) => {
    const granted = wanted && (await Notification.requestPermission()) === "granted";
    if (wanted && !granted) say(t("notify.refused"), "error");
    keepPreference("notifications", granted ? "on" : "off");
    setOn(granted);
  };
  return <Checkbox label={t("notify.switch")} checked={isOn} onChange={(event) => void change(event.target.checked)} />;
}

/** Tells people who look elsewhere that the last of their documents is done. */
export function notifyEnded(before: JobReply[], now: JobReply[]): void {
  if (before.length > 0 && now.length === 0 && document.hidden && areWanted()) void new Notification("MIVAA", { body: t("notify.done") });
}
