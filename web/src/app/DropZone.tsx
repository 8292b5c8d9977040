import { useEffect, useState } from "react";
import { Icon } from "../parts/Icon";
import { filesOfDrop, upload } from "../store/uploads";
import { t } from "../text";

/** Files may be dropped anywhere on the page. */
export function DropZone() {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    // A place of its own for dropped files, such as the picture to search with, goes before this one.
    const isTaken = (event: DragEvent) => (event.target as Element).closest?.("[data-drop]") !== null;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(!isTaken(event));
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const over = (event: DragEvent) => hasFiles(event) && event.preventDefault();
    const drop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (!hasFiles(event) || !event.dataTransfer || isTaken(event)) return;
      event.preventDefault();
      void filesOfDrop(event.dataTransfer).then((files) => upload(files));
    };
    const handlers = { dragenter: enter, dragleave: leave, dragover: over, drop } as Record<string, (event: DragEvent) => void>;
    for (const [name, handler] of Object.entries(handlers)) window.addEventListener(name, handler as EventListener);
    return () => {
      for (const [name, handler] of Object.entries(handlers)) window.removeEventListener(name, handler as EventListener);
    };
  }, []);
  return isOver ? <div className="drop-cover"><div><Icon name="upload" size={36} /><strong>{t("upload.dropHere")}</strong></div></div> : null;
}
