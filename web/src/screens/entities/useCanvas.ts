import { useEffect, useMemo, useRef, useState, type PointerEvent, type RefObject } from "react";
import type { EntityGraphReply } from "../../api/schema";
import { fit, layout, type Point } from "./layout";

const sizes = { width: 900, height: 700 };
const [smallestZoom, largestZoom] = [0.3, 5];
/** Zoom below which names and nodes no longer get smaller with the drawing. */
const readableZoom = 0.55;
/** Pixels within which a drag is a click of an unsteady hand. */
const unsteadyPixels = 4;

/** Where nodes are, what part of the drawing is seen, and how both are moved. */
export interface Canvas {
  svg: RefObject<SVGSVGElement>;
  viewBox: string;
  /** Length in the drawing that stays about the same on the screen. */
  unit: number;
  place: (id: string) => Point;
  enlarge: (factor: number) => void;
  lookAt: (id: string) => void;
  /** Begins to drag a node, or the whole drawing. */
  grab: (event: PointerEvent, id: string | null) => void;
  drag: (event: PointerEvent) => void;
  drop: (event: PointerEvent) => void;
}

export function useCanvas(graph: EntityGraphReply, click: (id: string) => void): Canvas {
  const computed = useMemo(() => layout(graph.nodes.map((node) => node.id), graph.edges), [graph]);
  const first = useMemo(() => fit(computed.values(), sizes.width, sizes.height), [computed]);
  const [moved, setMoved] = useState<ReadonlyMap<string, Point>>(new Map());
  const [zoom, setZoom] = useState(first.zoom);
  const [center, setCenter] = useState<Point>(first.center);
  const svg = useRef<SVGSVGElement>(null);
  const shownWidth = useShownWidth(svg);
  const grip = useRef<{ id: string | null; from: Point; start: Point } | null>(null);
  useEffect(() => {
    setZoom(first.zoom);
    setCenter(first.center);
  }, [first]);
  const place = (id: string): Point => moved.get(id) ?? computed.get(id) ?? { x: 0, y: 0 };
  const [width, height] = [sizes.width / zoom, sizes.height / zoom];
  return {
    svg, place, unit: sizes.width / shownWidth / Math.max(readableZoom, zoom), viewBox: `${center.x - width / 2} ${center.y - height / 2} ${width} ${height}`,
    enlarge: (factor) => setZoom(Math.min(largestZoom, Math.max(smallestZoom, zoom * factor))),
    lookAt: (id) => setCenter(place(id)),
    grab: (event, id) => {
      event.stopPropagation();
      svg.current?.setPointerCapture(event.pointerId);
      grip.current = { id, from: { x: event.clientX, y: event.clientY }, start: id ? place(id) : center };
    },
    drag: (event) => {
      const held = grip.current;
      if (!held) return;
      const scale = width / Math.max(1, svg.current?.clientWidth ?? sizes.width);
      const [x, y] = [(event.clientX - held.from.x) * scale, (event.clientY - held.from.y) * scale];
      if (held.id) setMoved(new Map(moved).set(held.id, { x: held.start.x + x, y: held.start.y + y }));
      else setCenter({ x: held.start.x - x, y: held.start.y - y });
    },
    drop: (event) => {
      const held = grip.current;
      grip.current = null;
      if (held?.id && Math.hypot(event.clientX - held.from.x, event.clientY - held.from.y) < unsteadyPixels) click(held.id);
    },
  };
}

/** Pixels that the drawing is wide on the screen. */
function useShownWidth(svg: RefObject<SVGSVGElement>): number {
  const [width, setWidth] = useState(sizes.width);
  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(1, element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [svg]);
  return width;
}
