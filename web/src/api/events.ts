export interface ServerEvent {
  name: string;
  data: string;
}

/** Server-sent events of an answer, read by hand: the browser's own reader can neither send a body nor a token in a header. */
export async function readEvents(response: Response, hear: (event: ServerEvent) => void, isWanted: () => boolean = () => true): Promise<void> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const decoder = new TextDecoder();
  let text = "";
  while (isWanted()) {
    const { done, value } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const parts = text.split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) {
      const event = parse(part);
      if (event.data) hear(event);
    }
  }
  await reader.cancel();
}

function parse(part: string): ServerEvent {
  const fields = part.split("\n");
  const values = (name: string) => fields.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
  return { name: values("event")[0] ?? "message", data: values("data").join("\n") };
}
