import { useState } from "react";
import { call } from "../../api/client";
import { navigate, useQuery } from "../../app/router";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { Menu } from "../../parts/Menu";
import { invalidate, useResource } from "../../store/resources";
import { say, sayError } from "../../store/toasts";
import { t } from "../../text";
import { bodyOf, type Mode } from "./query";
import { addressOf } from "./StartPage";

/** Searches that people keep. */
export function SavedMenu({ words, mode }: { words: string; mode: Mode }) {
  const [query] = useQuery();
  const [isNaming, setNaming] = useState(false);
  const saved = useResource("search/saved", () => call("GET /api/v1/search/saved", { query: { limit: 50 } }));
  const keep = async (name: string) => {
    const { mode: searched, document_ids, tags, document_types, kinds, languages, date_from, date_to } = bodyOf(query, words);
    try {
      await call("POST /api/v1/search/saved", { body: { name, query: words, mode: searched, document_ids, tags, document_types, kinds, languages, date_from, date_to } });
      say(t("saved"), "success");
      invalidate("search/saved");
      setNaming(false);
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <>
      {words && mode !== "images" && <Button icon="plus" onClick={() => setNaming(true)}>{t("search.keep")}</Button>}
      {(saved.data?.searches.length ?? 0) > 0 && (
        <Menu className="right bordered" label={t("search.saved")} trigger={<><span>{t("search.saved")}</span><Icon name="down" size={14} /></>}
          groups={[(saved.data?.searches ?? []).map((one) => ({ label: one.name, icon: "search" as const, run: () => navigate(addressOf(one)) }))]} />
      )}
      {isNaming && (
        <Dialog title={t("search.keep")} onClose={() => setNaming(false)}>
          <form className="stack" onSubmit={(event) => { event.preventDefault(); void keep(String(new FormData(event.currentTarget).get("name"))); }}>
            <Field label={t("name")} name="name" required maxLength={200} defaultValue={words} autoFocus />
            <div className="form-end"><Button onClick={() => setNaming(false)}>{t("cancel")}</Button><Button kind="primary" type="submit">{t("save")}</Button></div>
          </form>
        </Dialog>
      )}
    </>
  );
}
