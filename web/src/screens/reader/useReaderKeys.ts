import { useEffect } from "react";

export type ReaderKeys = Record<"next" | "previous" | "first" | "last" | "find" | "outline" | "larger" | "smaller" | "fit" | "back", () => void>;

const commands: Record<string, keyof ReaderKeys> = {
  ArrowRight: "next", n: "next", ArrowLeft: "previous", p: "previous", Home: "first", End: "last", "/": "find", o: "outline",
  "+": "larger", "=": "larger", "-": "smaller", "0": "fit",
};

/** One key for each command, where nothing is being typed. */
export function useReaderKeys(keys: ReaderKeys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "f") {
        event.preventDefault();
        keys.find();
        return;
      }
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, dialog, [role=menu], [role=tablist]")) return;
      const command = commands[event.key];
      if (!command) return;
      event.preventDefault();
      keys[command]();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [keys]);
}
