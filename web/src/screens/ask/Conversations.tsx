import { call } from "../../api/client";
import { Button, IconButton } from "../../parts/Button";
import { Loaded } from "../../parts/States";
import { invalidate, useResource } from "../../store/resources";
import { sayError } from "../../store/toasts";
import { formatAgo, t } from "../../text";

interface Props {
  current: string | null;
  open: (id: string | null) => void;
  onClose: () => void;
}

export function Conversations({ current, open, onClose }: Props) {
  const conversations = useResource("conversations", () => call("GET /api/v1/conversations", { query: { limit: 50 } }));
  const forget = async (id: string) => {
    await call("DELETE /api/v1/conversations/{conversation_id}", { path: { conversation_id: id } }).catch(sayError);
    invalidate("conversations");
    if (id === current) open(null);
  };
  return (
    <nav className="conversations" aria-label={t("ask.conversations")}>
      <div className="row between">
        <Button icon="plus" onClick={() => open(null)}>{t("ask.new")}</Button>
        <IconButton icon="close" label={t("close")} className="only-narrow" onClick={onClose} />
      </div>
      <Loaded of={conversations}>
        {(data) => (
          <ul>
            {data.conversations.map((one) => (
              <li key={one.conversation_id}>
                <button type="button" aria-current={one.conversation_id === current || undefined} onClick={() => open(one.conversation_id)}><span className="clip">{one.title}</span><span className="faint">{formatAgo(one.updated_at)}</span></button>
                <IconButton size="small" icon="trash" label={t("ask.forget", { name: one.title })} onClick={() => void forget(one.conversation_id)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </nav>
  );
}
