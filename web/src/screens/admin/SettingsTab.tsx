import { useState } from "react";
import { call } from "../../api/client";
import { Field } from "../../parts/Field";
import { Loaded } from "../../parts/States";
import { useResource } from "../../store/resources";
import { t } from "../../text";

export function SettingsTab() {
  const settings = useResource("admin/settings", () => call("GET /api/v1/admin/settings"));
  const [search, setSearch] = useState("");
  return (
    <div className="stack">
      <p className="note">{t("settings.note")}</p>
      <Field label={t("settings.search")} isLabelHidden placeholder={t("settings.search")} type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
      <Loaded of={settings}>
        {(data) => (
          <dl className="settings">
            {data.settings.filter((one) => `${one.name} ${one.summary}`.toLowerCase().includes(search.toLowerCase())).map((one) => (
              <div key={one.name}>
                <dt><code>{one.name}</code></dt>
                <dd><code className={one.value ? "" : "faint"}>{one.is_secret && one.value ? "••••••" : one.value || t("settings.unset")}</code><p className="faint">{one.summary}</p></dd>
              </div>
            ))}
          </dl>
        )}
      </Loaded>
    </div>
  );
}
