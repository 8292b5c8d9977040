import { useEffect, useRef, useState } from "react";
import { send, type Operation, type Parameters } from "../api/client";
import { Icon } from "./Icon";

/** Pictures kept for going back and forth; each may be some hundred kB. */
const mostKept = 160;
const kept = new Map<string, Promise<string>>();

/** The address of a picture in this page: pictures need the access token, which an address of the service must not show. */
function load<O extends Operation>(operation: O, parameters: Parameters<O>): Promise<string> {
  const name = operation + JSON.stringify([parameters.path, parameters.query]);
  let found = kept.get(name);
  if (found) kept.delete(name);
  else {
    found = send(operation, parameters).then((response) => response.blob()).then((blob) => URL.createObjectURL(blob));
    found.catch(() => kept.delete(name));
  }
  kept.set(name, found);
  for (const [old, url] of kept) {
    if (kept.size <= mostKept) break;
    kept.delete(old);
    void url.then((text) => URL.revokeObjectURL(text), () => undefined);
  }
  return found;
}

interface Props<O extends Operation> {
  operation: O;
  parameters: Parameters<O>;
  alt: string;
  /** Width by height of the place, so that nothing moves when the picture comes. */
  ratio?: number;
  className?: string;
}

/** A picture of the service, fetched when it comes near the part that is seen. */
export function Picture<O extends Operation>({ operation, parameters, alt, ratio, className = "" }: Props<O>) {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  const [url, setUrl] = useState<string | null>(null);
  const [isLost, setLost] = useState(false);
  const name = JSON.stringify([parameters.path, parameters.query]);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), { rootMargin: "400px" });
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (!isNear) return;
    let isCurrent = true;
    setLost(false);
    load(operation, parameters).then((text) => isCurrent && setUrl(text), () => isCurrent && setLost(true));
    return () => { isCurrent = false; };
    // The name says all that matters of the parameters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isNear, operation, name]);
  return (
    <div ref={place} className={`picture ${className} ${url ? "" : "waiting"}`} style={ratio ? { aspectRatio: String(ratio) } : undefined}>
      {url && !isLost ? <img src={url} alt={alt} draggable={false} onError={() => setLost(true)} /> : isLost ? <Icon name="file" size={24} /> : null}
    </div>
  );
}
