export interface Point {
  x: number;
  y: number;
}

export interface Tie {
  source: string;
  target: string;
  weight: number;
}

const rounds = 240;
/** Distance that nodes without ties keep from each other, in units of the drawing. */
const spacing = 90;
const largestStep = 24;
/** Nodes farther away than this do not push: parts without ties would fly away. */
const reach = 3 * spacing;
const gravity = 0.12;

/** Places for nodes: they push each other away, ties pull (T. Fruchterman, E. Reingold, 1991). The same input gives the same picture. */
export function layout(ids: string[], ties: Tie[], fixed: Map<string, Point> = new Map()): Map<string, Point> {
  const places = new Map(ids.map((id, index) => [id, fixed.get(id) ?? start(index, ids.length)]));
  const heaviest = Math.max(1, ...ties.map((tie) => tie.weight));
  for (let round = 0; round < rounds; round += 1) {
    const forces = new Map(ids.map((id) => [id, { x: 0, y: 0 }]));
    push(ids, places, forces);
    for (const tie of ties) pull(tie, 0.4 + 0.6 * (tie.weight / heaviest), places, forces);
    const step = largestStep * (1 - round / rounds);
    for (const id of ids) {
      const force = forces.get(id);
      const place = places.get(id);
      if (!force || !place || fixed.has(id)) continue;
      // Towards the middle, and more so from above and below: drawings are wider than high.
      const x = force.x - place.x * gravity;
      const y = force.y - place.y * gravity * 1.5;
      const length = Math.hypot(x, y) || 1;
      places.set(id, { x: place.x + (x / length) * Math.min(length, step), y: place.y + (y / length) * Math.min(length, step) });
    }
  }
  return places;
}

/** On a sunflower's spiral: nowhere two at one place. */
function start(index: number, count: number): Point {
  const radius = spacing * 0.6 * Math.sqrt(index + 0.5) * Math.min(1, 30 / Math.sqrt(count + 1));
  return { x: radius * Math.cos(index * 2.39996), y: radius * Math.sin(index * 2.39996) };
}

function push(ids: string[], places: Map<string, Point>, forces: Map<string, Point>): void {
  for (let i = 0; i < ids.length; i += 1) {
    for (let j = i + 1; j < ids.length; j += 1) {
      const [a, b] = [places.get(ids[i] ?? ""), places.get(ids[j] ?? "")];
      const [one, other] = [forces.get(ids[i] ?? ""), forces.get(ids[j] ?? "")];
      if (!a || !b || !one || !other) continue;
      const square = Math.max(1, (a.x - b.x) ** 2 + (a.y - b.y) ** 2);
      if (square > reach ** 2) continue;
      const factor = spacing ** 2 / square;
      one.x += (a.x - b.x) * factor;
      one.y += (a.y - b.y) * factor;
      other.x -= (a.x - b.x) * factor;
      other.y -= (a.y - b.y) * factor;
    }
  }
}

function pull(tie: Tie, strength: number, places: Map<string, Point>, forces: Map<string, Point>): void {
  const [a, b] = [places.get(tie.source), places.get(tie.target)];
  const [one, other] = [forces.get(tie.source), forces.get(tie.target)];
  if (!a || !b || !one || !other) return;
  const factor = (strength * Math.hypot(a.x - b.x, a.y - b.y)) / spacing;
  one.x -= (a.x - b.x) * factor;
  one.y -= (a.y - b.y) * factor;
  other.x += (a.x - b.x) * factor;
  other.y += (a.y - b.y) * factor;
}

/** The middle of the places, and how far the drawing has to be reduced to show all of them. */
export function fit(places: Iterable<Point>, width: number, height: number): { center: Point; zoom: number } {
  const all = [...places];
  const [xs, ys] = [all.map((place) => place.x), all.map((place) => place.y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  // Names stand below and beside the nodes.
  const zoom = Math.min(1.6, width / (right - left + 160), height / (bottom - top + 90));
  return { center: { x: (left + right) / 2, y: (top + bottom) / 2 }, zoom };
}
