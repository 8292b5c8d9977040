import { useMemo, useState } from "react";
import { call } from "../../api/client";
import type { EntityGraphReply } from "../../api/schema";
import { IconButton } from "../../parts/Button";
import { Empty, Loaded } from "../../parts/States";
import { useResource } from "../../store/resources";
import { named, t } from "../../text";
import { Coverage, type Wish } from "./EntitiesScreen";
import { useCanvas, type Canvas } from "./useCanvas";

const mostNodes = 60;
/** Letters of a name in the drawing; the list has all of it. */
const longestName = 24;
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
  const [chosen, setChosen] = useState<string | null>(null);
  const choose = (id: string) => setChosen(id === chosen ? null : id);
  const canvas = useCanvas(graph, choose);
  const { svg, viewBox, grab, drag, drop, enlarge } = canvas;
  const near = useMemo(() => neighbours(graph, chosen), [graph, chosen]);
  return (
    <div className="graph">
      <div className="graph-stage">
        <svg ref={svg} viewBox={viewBox} role="img" aria-label={t("entities.graphNote", { n: graph.nodes.length })}
          onPointerDown={(event) => grab(event, null)} onPointerMove={drag} onPointerUp={drop}>
          <Ties graph={graph} canvas={canvas} chosen={chosen} />
          <Nodes graph={graph} canvas={canvas} chosen={chosen} near={near} open={open} />
        </svg>
        <div className="graph-zoom">
          <IconButton kind="plain" icon="plus" label={t("reader.larger")} onClick={() => enlarge(1.3)} />
          <IconButton kind="plain" icon="minus" label={t("reader.smaller")} onClick={() => enlarge(1 / 1.3)} />
        </div>
      </div>
      <List graph={graph} canvas={canvas} chosen={chosen} near={near} choose={choose} open={open} />
    </div>
  );
}

/** Nodes tied to one. */
function neighbours(graph: EntityGraphReply, id: string | null): Set<string> {
  return new Set(graph.edges.flatMap((edge) => (edge.source === id ? [edge.target] : edge.target === id ? [edge.source] : [])));
}

interface PartProps {
  graph: EntityGraphReply;
  canvas: Canvas;
  chosen: string | null;
}

function Ties({ graph, canvas, chosen }: PartProps) {
  const heaviest = Math.max(1, ...graph.edges.map((edge) => edge.weight));
  return (
    <>
      {graph.edges.map((edge) => {
        const [a, b] = [canvas.place(edge.source), canvas.place(edge.target)];
        const isLit = chosen !== null && (edge.source === chosen || edge.target === chosen);
        return <line key={`${edge.source} ${edge.target}`} x1={a.x} y1={a.y} x2={b.x} y2={b.y} strokeWidth={1 + (3 * edge.weight) / heaviest} className={isLit ? "lit" : chosen ? "dim" : ""} />;
      })}
    </>
  );
}

function Nodes({ graph, canvas, chosen, near, open }: PartProps & { near: Set<string>; open: (id: string) => void }) {
  const most = Math.max(1, ...graph.nodes.map((node) => node.mention_count));
  const letters = letterSize * canvas.unit;
  const readable = readableNames(graph, canvas, most, letters);
  return (
    <>
      {graph.nodes.map((node) => {
        const { x, y } = canvas.place(node.id);
        const radius = radiusOf(node.mention_count, most, canvas);
        const light = node.id === chosen ? "lit" : chosen && !near.has(node.id) ? "dim" : "";
        return (
          <g key={node.id} transform={`translate(${x} ${y})`} className={`${node.label} ${light} ${readable.has(node.id) || light === "lit" || near.has(node.id) ? "" : "nameless"}`} onPointerDown={(event) => canvas.grab(event, node.id)} onDoubleClick={() => open(node.id)}>
            <circle r={radius} /><text y={radius + letters} style={{ fontSize: letters }}>{shortName(node.name)}</text>
          </g>
        );
      })}
    </>
  );
}

const shortName = (name: string) => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name);
const radiusOf = (mentions: number, most: number, canvas: Canvas) => (6 + 12 * Math.sqrt(mentions / most)) * canvas.unit;

/** Nodes whose names stand where no name of a node with more mentions does: of two names over each other, neither can be read. */
function readableNames(graph: EntityGraphReply, canvas: Canvas, most: number, letters: number): Set<string> {
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  const readable = new Set<string>();
  for (const node of [...graph.nodes].sort((a, b) => b.mention_count - a.mention_count)) {
    const { x, y } = canvas.place(node.id);
    // A letter is about half as wide as it is high.
    const half = (shortName(node.name).length * letters * 0.6) / 2;
    const radius = radiusOf(node.mention_count, most, canvas);
    const top = y + radius;
    const box = { left: x - half, right: x + half, top, bottom: top + letters * 1.3 };
    if (taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) continue;
    // Nor does a lesser name go over the circle of a greater one.
    taken.push(box, { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
    readable.add(node.id);
  }
  return readable;
}

interface ListProps extends PartProps {
  near: Set<string>;
  choose: (id: string) => void;
  open: (id: string) => void;
}

/** The same for the keyboard and for readers of screens. */
function List({ graph, canvas, chosen, near, choose, open }: ListProps) {
  return (
    <ul className="graph-list" aria-label={t("entities.title")}>
      {graph.nodes.map((node) => (
        <li key={node.id}>
          <button type="button" aria-pressed={node.id === chosen} onFocus={() => canvas.lookAt(node.id)} onClick={() => choose(node.id)}><span className="clip">{node.name}</span><span className={`entity ${node.label}`}>{named("entity", node.label)}</span></button>
          {node.id === chosen && (
            <div className="graph-near">
              <button type="button" className="as-link" onClick={() => open(node.id)}>{t("entities.show", { n: node.mention_count })}</button>
              {graph.nodes.filter((other) => near.has(other.id)).map((other) => <button key={other.id} type="button" className="tag" onClick={() => choose(other.id)}>{other.name}</button>)}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
