import { call } from "../../api/client";
import { Link } from "../../app/router";
import { Dialog } from "../../parts/Dialog";
import { Loaded } from "../../parts/States";
import { useResource } from "../../store/resources";
import { formatPercent, named, t } from "../../text";
import { placeAddress } from "../reader/blocks";

/** Where an entity stands, each place a link to the page. */
export function Mentions({ id, documents, onClose }: { id: string; documents?: string[]; onClose: () => void }) {
  const label = id.slice(0, id.indexOf(":"));
  const name = id.slice(id.indexOf(":") + 1);
  const query = { label, name, document_ids: documents, limit: 100 };
  const mentions = useResource(`entities/mentions?${JSON.stringify(query)}`, () => call("GET /api/v1/entities/mentions", { query }));
  const title = mentions.data?.mentions[0]?.name ?? name;
  return (
    <Dialog title={`${title} · ${named("entity", label)}`} onClose={onClose} isWide>
      <Loaded of={mentions}>
        {(data) => (
          <div className="stack">
            <p className="faint">{t("entities.count", { n: data.total_mentions })}</p>
            {data.documents.map((document) => (
              <section key={document.document_id}>
                <h3>{document.title}</h3>
                <ul className="mentions">
                  {data.mentions.filter((one) => one.document_id === document.document_id).map((one, index) => (
                    <li key={index}>
                      <Link href={placeAddress(document.document_id, one.page_number ?? 1, one.location?.boxes ?? [])}>
                        <span className="faint">{t("reader.pageN", { n: one.page_number ?? 1 })}</span><span>{one.context ?? one.text}</span>
                        {one.confidence != null && <span className="faint">{formatPercent(one.confidence)}</span>}
                      </Link>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}
