import "../../parts/more";
import "../../text/en-later";
import { useState } from "react";
import { useQuery } from "../../app/router";
import { Choice } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { Page } from "../../parts/Page";
import { t, type TextKey } from "../../text";
import { ImageResults } from "./ImageResults";
import { PassageResults } from "./PassageResults";
import { modes, type Mode } from "./query";
import { SavedMenu } from "./SavedMenu";
import { SearchBox } from "./SearchBox";
import { StartPage } from "./StartPage";

/** Passages by words and by meaning, and images by words or by a picture. What is searched for stands in the address. */
export default function SearchScreen() {
  const [query, change] = useQuery();
  const [picture, setPicture] = useState<File | null>(null);
  const words = query.get("q") ?? "";
  const mode = (query.get("mode") ?? "hybrid") as Mode;
  const search = (next: string) => {
    setPicture(null);
    change({ q: next, from: null });
  };
  const searchPicture = (file: File) => {
    setPicture(file);
    change({ mode: "images", q: null });
  };
  return (
    <Page title={t("search.title")} isWide actions={<SavedMenu words={words} mode={mode} />}>
      <SearchBox words={words} search={search} searchPicture={searchPicture} />
      <div className="tools">
        <Choice label={t("search.mode")} value={mode} onChange={(next) => { if (next !== "images") setPicture(null); change({ mode: next === "hybrid" ? null : next, from: null }); }}
          options={modes.map((one) => ({ value: one, label: t(`search.mode.${one}` as TextKey) }))} />
        <span className="spacer" />
        {words && mode !== "images" && (
          <Choice label={t("library.layout")} value={query.get("view") ?? "list"} onChange={(view) => change({ view: view === "list" ? null : view })} options={[
            { value: "list", label: <Icon name="list" />, title: t("search.list") }, { value: "cards", label: <Icon name="grid" />, title: t("search.cards") },
          ]} />
        )}
      </div>
      {mode === "images" && (words || picture) ? <ImageResults words={words} picture={picture} /> : words ? <PassageResults words={words} query={query} change={change} search={search} /> : <StartPage search={search} />}
    </Page>
  );
}
