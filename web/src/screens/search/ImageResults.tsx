import { useEffect, useMemo, useState } from "react";
import { call } from "../../api/client";
import { Link } from "../../app/router";
import { Picture } from "../../parts/Picture";
import { Empty, Loaded } from "../../parts/States";
import { useResource } from "../../store/resources";
import { formatPercent, t } from "../../text";

const mostImages = 50;
let pictureNumber = 0;

/** Images that words describe, or that look like a picture. */
export function ImageResults({ words, picture }: { words: string; picture: File | null }) {
  const name = useMemo(() => (picture ? `picture-${++pictureNumber}` : words), [picture, words]);
  const load = () => {
    if (!picture) return call("POST /api/v1/images/search", { body: { query_description: words, limit: mostImages } });
    const form = new FormData();
    form.append("query_image", picture, picture.name);
    return call("POST /api/v1/images/search", { form });
  };
  const found = useResource(`images/search?${name}`, load);
  return (
    <div className="stack">
      {picture && <Asked picture={picture} />}
      <Loaded of={found}>
        {(data) => data.similar_images.length === 0 ? <Empty icon="image" title={t("images.noSimilar")} /> : (
          <ul className="image-grid" aria-label={t("images.title")}>
            {data.similar_images.map((match) => (
              <li key={match.image_id}>
                <Link href={match.document_id ? `/documents/${match.document_id}?page=${match.page_number ?? 1}` : `/images?image=${match.image_id}`}>
                  <Picture operation="GET /api/v1/images/{image_id}/thumbnails/{size}" alt={match.description ?? ""} ratio={4 / 3} parameters={{ path: { image_id: match.image_id, size: "medium" } }} />
                  <span className="clip">{match.document_name ?? match.image_id}</span><span className="faint">{formatPercent(match.similarity_score)}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </div>
  );
}

function Asked({ picture }: { picture: File }) {
  const [url, setUrl] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(picture);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return <p className="row">{url && <img className="asked" src={url} alt={picture.name} />}<span className="faint">{t("search.like", { name: picture.name })}</span></p>;
}
