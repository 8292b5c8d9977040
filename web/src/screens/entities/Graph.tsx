import { useEffect, useMemo, useRef, useState, type PointerEvent } from "react";
import { call } from "../../api/client";
import type { EntityGraphReply } from "../../api/schema";
import { IconButton } from "../../parts/Button";
import { Empty, Loaded } from "../../parts/States";
import { useResource } from "../../store/resources";
import { named, t } from "../../text";
import { Coverage, type Wish } from "./EntitiesScreen";
import { fit, layout, type Point } from "./layout";

const mostNodes = 60;
const sizes = { width: 900, height: 700 };
/** Pixels of names, whatever the zoom. */
const letterSize = 12.5;

export function Graph({ wish, open }: { wish: Wish; open: (id: string) => void }) {
  const query = { ...wish, max_nodes: mostNodes };
  const graph = useResource(`entities/graph?${JSON.stringify(query)}`, () => call("GET /api/v1/entities/graph", { query }));
  return (
    <Loaded of={graph}>
      {(data) => data.nodes.length === 0 ? <Empty icon="entities" title={t("entities.none")}>{t("entities.noneNote")}</Empty> : <div className="stack"><Coverage coverage={data.coverage} /><Drawing graph={data} open={open} /></div>}
    </Loaded>
  );
}

function Drawing({ graph, open }: { graph: EntityGraphReply; open: (id: string) => void }) {
  const computed = useMemo(() => layout(graph.nodes.map((node) => node.id), graph.edges), [graph]);
  const [moved, setMoved] = useState<ReadonlyMap<string, Point>>(new Map());
  const first = useMemo(() => fit(computed.values(), sizes.width, sizes.height), [computed]);
  const [zoom, setZoom] = useState(first.zoom);
  const [center, setCenter] = useState<Point>(first.center);
  useEffect(() => {
    setZoom(first.zoom);
    setCenter(first.center);
  }, [first]);
  const [chosen, setChosen] = useState<string | null>(null);
  const svg = useRef<SVGSVGElement>(null);
  const grip = useRef<{ id: string | null; from: Point; start: Point } | null>(null);
  const place = (id: string): Point => moved.get(id) ?? computed.get(id) ?? { x: 0, y: 0 };
  const near = new Set(graph.edges.flatMap((edge) => (edge.source === chosen ? [edge.target] : edge.target === chosen ? [edge.source] : [])));
  const most = Math.max(1, ...graph.nodes.map((node) => node.mention_count));
  const heaviest = Math.max(1, ...graph.edges.map((edge) => edge.weight));
  const scale = () => sizes.width / zoom / Math.max(1, svg.current?.clientWidth ?? sizes.width);
  const grab = (event: PointerEvent, id: string | null) => {
    event.stopPropagation();
    svg.current?.setPointerCapture(event.pointerId);
    grip.current = { id, from: { x: event.clientX, y: event.clientY }, start: id ? place(id) : center };
  };
  const drag = (event: PointerEvent) => {
    const held = grip.current;
    if (!held) return;
    const x = (event.clientX - held.from.x) * scale();
    const y = (event.clientY - held.from.y) * scale();
    if (held.id) setMoved(new Map(moved).set(held.id, { x: held.start.x + x, y: held.start.y + y }));
    else setCenter({ x: held.start.x - x, y: held.start.y - y });
  };
  const drop = (event: PointerEvent) => {
    const held = grip.current;
    grip.current = null;
    if (held?.id && Math.hypot(event.clientX - held.from.x, event.clientY - held.from.y) < 4) setChosen(held.id === chosen ? null : held.id);
  };
  // Names and nodes keep about their size when the drawing is reduced.
  const unit = 1 / Math.max(0.55, zoom);
  const [width, height] = [sizes.width / zoom, sizes.height / zoom];
  return (
    <div className="graph">
      <div className="graph-stage">
        <svg ref={svg} viewBox={`${center.x - width / 2} ${center.y - height / 2} ${width} ${height}`} role="img" aria-label={t("entities.graphNote", { n: graph.nodes.length })}
          onPointerDown={(event) => grab(event, null)} onPointerMove={drag} onPointerUp={drop}>
          {graph.edges.map((edge) => {
            const [a, b] = [place(edge.source), place(edge.target)];
            const isLit = chosen !== null && (edge.source === chosen || edge.target === chosen);
            return <line key={`${edge.source} ${edge.target}`} x1={a.x} y1={a.y} x2={b.x} y2={b.y} strokeWidth={1 + (3 * edge.weight) / heaviest} className={isLit ? "lit" : chosen ? "dim" : ""} />;
          })}
          {graph.nodes.map((node) => {
            const { x, y } = place(node.id);
            const radius = (6 + 12 * Math.sqrt(node.mention_count / most)) * unit;
            return (
              <g key={node.id} transform={`translate(${x} ${y})`} className={`${node.label} ${node.id === chosen ? "lit" : chosen && !near.has(node.id) ? "dim" : ""}`} onPointerDown={(event) => grab(event, node.id)} onDoubleClick={() => open(node.id)}>
                <circle r={radius} /><text y={radius + letterSize * unit} style={{ fontSize: letterSize * unit }}>{node.name.length > 24 ? `${node.name.slice(0, 23)}…` : node.name}</text>
              </g>
            );
          })}
        </svg>
        <div className="graph-zoom">
          <IconButton kind="plain" icon="plus" label={t("reader.larger")} onClick={() => setZoom(Math.min(5, zoom * 1.3))} />
          <IconButton kind="plain" icon="minus" label={t("reader.smaller")} onClick={() => setZoom(Math.max(0.3, zoom / 1.3))} />
        </div>
      </div>
      <ul className="graph-list" aria-label={t("entities.title")}>
        {graph.nodes.map((node) => (
          <li key={node.id}>
            <button type="button" aria-pressed={node.id === chosen} onFocus={() => setCenter(place(node.id))} onClick={() => setChosen(node.id === chosen ? null : node.id)}><span className="clip">{node.name}</span><span className={`entity ${node.label}`}>{named("entity", node.label)}</span></button>
            {node.id === chosen && (
              <div className="graph-near">
                <button type="button" className="as-link" onClick={() => open(node.id)}>{t("entities.show", { n: node.mention_count })}</button>
                {graph.nodes.filter((other) => near.has(other.id)).map((other) => <button key={other.id} type="button" className="tag" onClick={() => setChosen(other.id)}>{other.name}</button>)}
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
