import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { call } from "../../api/client";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { useResource } from "../../store/resources";
import { t } from "../../text";

interface Props {
  words: string;
  search: (words: string) => void;
  searchPicture: (file: File) => void;
}

const pauseMilliseconds = 150;
const mostSuggestions = 8;

/** Where people type, with what it may become; a picture may be dropped on it. */
export function SearchBox({ words, search, searchPicture }: Props) {
  const [text, setText] = useState(words);
  const [asked, setAsked] = useState("");
  const [chosen, setChosen] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  const picture = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => setText(words), [words]);
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(isOpen ? text.trim() : ""), pauseMilliseconds);
    return () => window.clearTimeout(timer);
  }, [text, isOpen]);
  const found = useResource(asked.length > 1 ? `search/suggestions?${asked}` : null, () => call("GET /api/v1/search/suggestions", { query: { q: asked, limit: mostSuggestions } }));
  const suggestions = isOpen && asked.length > 1 ? found.data?.suggestions ?? [] : [];
  const submit = (value: string) => {
    setOpen(false);
    setChosen(-1);
    setText(value);
    if (value.trim()) search(value.trim());
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (suggestions.length === 0) return;
      event.preventDefault();
      setChosen((chosen + (event.key === "ArrowDown" ? 1 : -1) + suggestions.length) % suggestions.length);
    } else if (event.key === "Escape") setOpen(false);
  };
  return (
    <form role="search" className="big-search" data-drop onSubmit={(event) => { event.preventDefault(); submit(suggestions[chosen]?.text ?? text); }}
      onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); if (event.dataTransfer.files[0]) searchPicture(event.dataTransfer.files[0]); }}>
      <Icon name="search" size={20} />
      <input type="search" role="combobox" aria-expanded={suggestions.length > 0} aria-controls={`${id}-list`} aria-autocomplete="list" aria-activedescendant={chosen >= 0 ? `${id}-${chosen}` : undefined}
        aria-label={t("search.words")} placeholder={t("search.placeholder")} value={text} autoFocus maxLength={1000} autoComplete="off"
        onChange={(event) => { setText(event.target.value); setOpen(true); setChosen(-1); }} onKeyDown={press} onBlur={() => window.setTimeout(() => setOpen(false), 150)} />
      <Button kind="quiet" icon="image" aria-label={t("search.picture")} title={t("search.picture")} onClick={() => picture.current?.click()} />
      <Button kind="primary" type="submit">{t("search.verb")}</Button>
      <input ref={picture} type="file" accept="image/*" hidden aria-label={t("search.picture")} onChange={(event) => { if (event.target.files?.[0]) searchPicture(event.target.files[0]); }} />
      <ul id={`${id}-list`} role="listbox" aria-label={t("search.suggestions")} className="suggestions" hidden={suggestions.length === 0}>
        {suggestions.map((one, index) => (
          <li key={`${one.kind}-${one.text}`} id={`${id}-${index}`} role="option" aria-selected={index === chosen} onPointerDown={(event) => { event.preventDefault(); submit(one.text); }}>
            <Icon name={one.kind === "title" ? "file" : "search"} size={15} /><span className="clip">{one.text}</span><span className="faint">{t("documents.count", { n: one.document_count })}</span>
          </li>
        ))}
      </ul>
    </form>
  );
}
